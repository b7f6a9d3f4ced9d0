import { desc, eq } from "drizzle-orm";
import type { Context } from "../context.ts";
import { type EndpointRow, webhookEndpoints } from "../db/schema.ts";

/** The owner's endpoints, newest first. */
export async function listEndpoints({ db, owner }: Pick<Context, "db" | "owner">): Promise<EndpointRow[]> {
  return db
    .select()
    .from(webhookEndpoints)
    .where(eq(webhookEndpoints.accountId, owner))
    .orderBy(desc(webhookEndpoints.createdAtMs), desc(webhookEndpoints.id));
}
