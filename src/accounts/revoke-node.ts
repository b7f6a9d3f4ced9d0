import { eq, sql } from "drizzle-orm";
import type { Context } from "../context.ts";
import { SpeechFault } from "../contract/faults.ts";
import { nodes } from "../db/schema.ts";

/** Ends a node's access from its next call on; again without effect. Fault: `node_not_found`. */
export async function revokeNode({ db }: Pick<Context, "db">, id: string): Promise<void> {
  const revoked = await db
    .update(nodes)
    .set({ revokedAtMs: sql`coalesce(${nodes.revokedAtMs}, ${Date.now()})` })
    .where(eq(nodes.id, id))
    .returning({ id: nodes.id });
  if (revoked.length === 0) throw new SpeechFault("node_not_found");
}
