import { and, desc, eq, isNull } from "drizzle-orm";
import type { Context } from "../context.ts";
import { apiKeys } from "../db/schema.ts";
import type { ApiKeyRow } from "./create-key.ts";

/** The owner's keys that were not revoked, newest first. */
export async function listKeys({ db, owner }: Pick<Context, "db" | "owner">): Promise<ApiKeyRow[]> {
  return db
    .select()
    .from(apiKeys)
    .where(and(eq(apiKeys.accountId, owner), isNull(apiKeys.revokedAtMs)))
    .orderBy(desc(apiKeys.createdAtMs), desc(apiKeys.id));
}
