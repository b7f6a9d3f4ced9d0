import { and, eq, sql } from "drizzle-orm";
import type { Context } from "../context.ts";
import { SpeechFault } from "../contract/faults.ts";
import { Uuid } from "../contract/ids.ts";
import { apiKeys } from "../db/schema.ts";

/**
 * Ends a key for good, from the next request on; again without effect. Fault: `api_key_not_found`, the same for an id
 * that is malformed, unknown or foreign.
 */
export async function revokeKey({ db, owner }: Pick<Context, "db" | "owner">, id: string): Promise<void> {
  const keyId = Uuid.safeParse(id);
  if (!keyId.success) throw new SpeechFault("api_key_not_found");
  const revoked = await db
    .update(apiKeys)
    .set({ revokedAtMs: sql`coalesce(${apiKeys.revokedAtMs}, ${Date.now()})` })
    .where(and(eq(apiKeys.id, keyId.data), eq(apiKeys.accountId, owner)))
    .returning({ id: apiKeys.id });
  if (revoked.length === 0) throw new SpeechFault("api_key_not_found");
}
