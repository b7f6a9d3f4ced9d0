import { SpeechFault } from "../contract/faults.ts";
import { phraseKey } from "../uploads/object-keys.ts";

/** The stored samples of one phrase, piece by piece as they come from the bucket. Fault: `audio_missing`. */
export async function* readPhrase(bucket: R2Bucket, jobId: string, index: number): AsyncGenerator<Uint8Array> {
  const object = await bucket.get(phraseKey(jobId, index));
  if (object === null) throw new SpeechFault("audio_missing", "a spoken phrase is no longer stored");
  yield* object.body;
}
