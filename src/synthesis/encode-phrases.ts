import { SYNTHESIS_RATE } from "../contract/synthesis.ts";
import { BYTES_PER_SAMPLE } from "../contract/units.ts";
import { Mp3Encoder } from "./mp3-encoder.ts";
import { readPhrase } from "./read-phrase.ts";

/** Samples encoded at a stretch, in bytes: four seconds of speech, some fifty milliseconds of work. */
const BLOCK_BYTES = 4 * SYNTHESIS_RATE * BYTES_PER_SAMPLE;

/**
 * The phrases of a job as one MP3 stream, in pieces, for as long as `has` says that there is another phrase. Others get
 * their turn between the pieces: encoding minutes of speech would hold up every object in this thread for seconds.
 * Fault: `audio_missing`.
 */
export async function* encodePhrases(
  bucket: R2Bucket,
  jobId: string,
  has: (index: number) => Promise<boolean>,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  const encoder = await Mp3Encoder.open();
  for (let index = 0; await has(index); index++) {
    for await (const bytes of readPhrase(bucket, jobId, index)) {
      for (let start = 0; start < bytes.byteLength; start += BLOCK_BYTES) {
        const piece = encoder.encode(bytes.subarray(start, start + BLOCK_BYTES));
        if (piece.byteLength > 0) yield piece;
        await scheduler.wait(0);
      }
    }
  }
  yield encoder.finish();
}
