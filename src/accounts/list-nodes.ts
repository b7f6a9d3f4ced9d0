import { asc, isNull } from "drizzle-orm";
import type { Context } from "../context.ts";
import { nodes } from "../db/schema.ts";

export type NodeRow = typeof nodes.$inferSelect;

/** Every node that may call, oldest first. */
export async function listNodes({ db }: Pick<Context, "db">): Promise<NodeRow[]> {
  return db.select().from(nodes).where(isNull(nodes.revokedAtMs)).orderBy(asc(nodes.id));
}
