import { eq } from "drizzle-orm";
import type { Context } from "../context.ts";
import type { NodeHeartbeat } from "../contract/node-api.ts";
import { nodes } from "../db/schema.ts";

/** Notes that a node lives and what it can do. */
export async function recordHeartbeat(
  { db }: Pick<Context, "db">,
  { nodeId, heartbeat }: { nodeId: string; heartbeat: NodeHeartbeat },
): Promise<void> {
  await db
    .update(nodes)
    .set({ slots: 1, ...heartbeat, lastSeenAtMs: Date.now() })
    .where(eq(nodes.id, nodeId));
}
