import { eq } from "drizzle-orm";
import type { Context } from "../context.ts";
import { uploads } from "../db/schema.ts";
import { uploadKey } from "./object-keys.ts";

export interface AudioFile {
  /** Of the upload to be; stored again under the same id, it is the same upload. */
  readonly id: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly filename: string;
  readonly contentType: string;
}

/** Puts a recording that came with a request where uploads lie; gives its object key. */
export async function storeAudio(ctx: Context, { id, bytes, filename, contentType }: AudioFile): Promise<string> {
  const objectKey = uploadKey(ctx.owner, id);
  const sha256 = await crypto.subtle.digest("SHA-256", bytes);
  await ctx.env.AUDIO.put(objectKey, bytes, { sha256, httpMetadata: { contentType } });
  await ctx.db
    .insert(uploads)
    .values({
      id,
      accountId: ctx.owner,
      objectKey,
      filename,
      contentType,
      sizeBytes: bytes.byteLength,
      sha256: new Uint8Array(sha256).toHex(),
      createdAtMs: Date.now(),
    })
    .onConflictDoNothing();
  return objectKey;
}

/** Undoes {@link storeAudio} for a recording on which there is no job after all. */
export async function discardAudio({ env, db }: Pick<Context, "env" | "db">, objectKey: string): Promise<void> {
  await db.delete(uploads).where(eq(uploads.objectKey, objectKey));
  await env.AUDIO.delete(objectKey);
}
