import type { Context } from "../context.ts";
import { newId } from "../contract/ids.ts";
import type { AudioSource, FetchOrder } from "../contract/job.ts";
import type { uploads } from "../db/schema.ts";
import { admitUpload } from "../uploads/admit-upload.ts";

/** Of audio whose kind nobody has told. */
const UNKNOWN_TYPE = "application/octet-stream";

export interface LocatedAudio {
  readonly objectKey: string;
  readonly filename: string;
  readonly contentType: string;
  /** Null while it has still to be fetched. */
  readonly source: AudioSource | null;
  readonly fetch: FetchOrder | null;
  /** The upload to be, for audio that has still to be fetched. */
  readonly upload: typeof uploads.$inferInsert | null;
}

/** Where the recording of a new job lies, or is going to. Faults: `upload_not_found`, `upload_empty`. */
export async function locateAudio(
  ctx: Pick<Context, "env" | "db" | "owner">,
  audio: { readonly objectKey: string } | { readonly fetch: FetchOrder; readonly filename: string },
): Promise<LocatedAudio> {
  if (!("fetch" in audio)) {
    const { source, filename } = await admitUpload(ctx, audio.objectKey);
    const { objectKey, contentType } = source;
    return { objectKey, filename, contentType, source, fetch: null, upload: null };
  }
  const { fetch, filename } = audio;
  const { objectKey } = fetch;
  const contentType = fetch.contentType ?? UNKNOWN_TYPE;
  const upload = { id: newId(), accountId: ctx.owner, objectKey, filename, contentType, createdAtMs: Date.now() };
  return { objectKey, filename, contentType, source: null, fetch, upload };
}
