import { and, eq, isNull, or } from "drizzle-orm";
import type { Context } from "../context.ts";
import { uploads } from "../db/schema.ts";

/**
 * Records that a node has computed the SHA-256 (lower-case hex) of the bytes stored under an etag, which makes them
 * known to later presigns. An upload that declared another hash is left unverified. Again without effect.
 */
export async function markVerified(
  { db }: Pick<Context, "db">,
  { objectKey, sha256, etag }: { objectKey: string; sha256: string; etag: string },
): Promise<void> {
  const claimHolds = or(isNull(uploads.sha256), eq(uploads.sha256, sha256));
  await db
    .update(uploads)
    .set({ sha256, verifiedAtMs: Date.now(), verifiedEtag: etag })
    .where(and(eq(uploads.objectKey, objectKey), isNull(uploads.verifiedAtMs), claimHolds));
}
