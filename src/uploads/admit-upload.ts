import { and, eq } from "drizzle-orm";
import type { Context } from "../context.ts";
import { SpeechFault } from "../contract/faults.ts";
import type { AudioSource } from "../contract/job.ts";
import { uploads } from "../db/schema.ts";

export interface AdmittedUpload {
  readonly source: AudioSource;
  readonly filename: string;
}

/**
 * The stored recording under a key of the owner, pinned by its etag. Faults: `upload_not_found`, the same for a key
 * that is unknown, foreign or not yet uploaded; `upload_empty`.
 */
export async function admitUpload(
  { env, db, owner }: Pick<Context, "env" | "db" | "owner">,
  objectKey: string,
): Promise<AdmittedUpload> {
  const [upload] = await db
    .select()
    .from(uploads)
    .where(and(eq(uploads.objectKey, objectKey), eq(uploads.accountId, owner)))
    .limit(1);
  const stored = upload === undefined ? null : await env.AUDIO.head(objectKey);
  if (upload === undefined || stored === null) throw new SpeechFault("upload_not_found");
  if (stored.size === 0) throw new SpeechFault("upload_empty");
  const { filename, contentType, sha256 } = upload;
  return { filename, source: { objectKey, etag: stored.etag, sizeBytes: stored.size, sha256, contentType } };
}
