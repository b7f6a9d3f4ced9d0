import { and, desc, eq, isNotNull } from "drizzle-orm";
import type { Context } from "../context.ts";
import { uploads } from "../db/schema.ts";

type Upload = typeof uploads.$inferSelect;

/**
 * The owner's stored upload with these very bytes: its hash was recomputed from what lies in the bucket, and the same
 * still lies there. A claim that nobody has verified is never found.
 */
export async function findVerified(
  { env, db, owner }: Pick<Context, "env" | "db" | "owner">,
  { sha256, sizeBytes }: { sha256: string; sizeBytes: number | undefined },
): Promise<{ upload: Upload; sizeBytes: number } | undefined> {
  const [upload] = await db
    .select()
    .from(uploads)
    .where(and(eq(uploads.accountId, owner), eq(uploads.sha256, sha256), isNotNull(uploads.verifiedAtMs)))
    .orderBy(desc(uploads.verifiedAtMs))
    .limit(1);
  if (upload === undefined) return undefined;
  const stored = await env.AUDIO.head(upload.objectKey);
  if (stored === null || stored.etag !== upload.verifiedEtag) return undefined;
  if (sizeBytes !== undefined && stored.size !== sizeBytes) return undefined;
  return { upload, sizeBytes: stored.size };
}
