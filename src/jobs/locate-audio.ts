import type { Context } from "../context.ts";
import { newId } from "../contract/ids.ts";
import type { AudioSource, FetchOrder, LiveOrder } from "../contract/job.ts";
import type { uploads } from "../db/schema.ts";
import { admitUpload } from "../uploads/admit-upload.ts";
import { UNKNOWN_TYPE } from "../uploads/unknown-type.ts";

export interface LocatedAudio {
  readonly objectKey: string;
  readonly filename: string;
  readonly contentType: string;
  /** Null while it has still to arrive. */
  readonly source: AudioSource | null;
  readonly fetch: FetchOrder | null;
  readonly live: LiveOrder | null;
  /** The upload to be, for audio that has still to arrive. */
  readonly upload: typeof uploads.$inferInsert | null;
}

/** An upload of the account; or audio that is still to be fetched or spoken, to a key of the account's own. */
export type AudioOrder =
  | { readonly objectKey: string }
  | { readonly fetch: FetchOrder; readonly filename: string }
  | { readonly live: LiveOrder; readonly filename: string };

/** Where the recording of a new job lies, or is going to. Faults: `upload_not_found`, `upload_empty`. */
export async function locateAudio(
  ctx: Pick<Context, "env" | "db" | "owner">,
  audio: AudioOrder,
): Promise<LocatedAudio> {
  if ("objectKey" in audio) {
    const { source, filename } = await admitUpload(ctx, audio.objectKey);
    const { objectKey, contentType } = source;
    return { objectKey, filename, contentType, source, fetch: null, live: null, upload: null };
  }
  const { filename } = audio;
  const fetch = "fetch" in audio ? audio.fetch : null;
  const live = "live" in audio ? audio.live : null;
  const { objectKey, contentType: told } = "fetch" in audio ? audio.fetch : audio.live;
  const contentType = told ?? UNKNOWN_TYPE;
  const upload = { id: newId(), accountId: ctx.owner, objectKey, filename, contentType, createdAtMs: Date.now() };
  return { objectKey, filename, contentType, source: null, fetch, live, upload };
}
