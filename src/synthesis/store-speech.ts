import { speechKey } from "../uploads/object-keys.ts";
import { encodePhrases } from "./encode-phrases.ts";
import { mp3Header } from "./mp3-header.ts";
import type { SpeechStore } from "./speech-store.ts";

/**
 * Joins all phrases into one MP3 and stores it. Stored again, it is the same object. It is made in memory, since its
 * header, which comes first, tells the length of the whole: at most 15 MB. Fault: `audio_missing`.
 */
export async function storeSpeech({ record, ledger }: SpeechStore, bucket: R2Bucket): Promise<void> {
  const { jobId, accountId } = record.spec;
  const { phrases, samples } = ledger.progress();
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  for await (const piece of encodePhrases(bucket, jobId, async (index) => index < phrases)) pieces.push(piece);
  const frames = await new Blob(pieces).bytes();
  await bucket.put(speechKey(accountId, jobId), new Blob([mp3Header(frames, samples), frames]), {
    httpMetadata: { contentType: "audio/mpeg", contentDisposition: `attachment; filename="${jobId}.mp3"` },
  });
}
