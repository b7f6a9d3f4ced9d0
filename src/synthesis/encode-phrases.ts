import { type AudioFormat, SYNTHESIS_RATE } from "../contract/synthesis.ts";
import { BYTES_PER_SAMPLE } from "../contract/units.ts";
import { openEncoder } from "./encode/open-encoder.ts";
import { readPhrase } from "./read-phrase.ts";
import { Resampler } from "./encode/resampler.ts";
import { SampleReader } from "./encode/sample-reader.ts";

/** Samples encoded at a stretch: one second of speech, some tens of milliseconds of work. */
const BLOCK_BYTES = SYNTHESIS_RATE * BYTES_PER_SAMPLE;

export interface PhrasesToEncode {
  readonly jobId: string;
  readonly format: AudioFormat;
  readonly sampleRate: number;
  /** Whether there is another phrase, once it can be read. */
  readonly has: (index: number) => Promise<boolean>;
  /** Samples of silence before a phrase; asked for the first that there is not, it is what follows the last. */
  readonly silenceBefore: (index: number) => number;
}

/**
 * The phrases of a job as one stream of audio, in pieces; of a WAV file without its header. Others get their turn
 * between the pieces: encoding minutes of speech would hold up every object in this thread for seconds.
 * Fault: `audio_missing`.
 */
export async function* encodePhrases(
  bucket: R2Bucket,
  phrases: PhrasesToEncode,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  const { format, sampleRate } = phrases;
  const encoder = await openEncoder(format, sampleRate);
  const resampler = new Resampler(SYNTHESIS_RATE, sampleRate);
  const reader = new SampleReader();
  for await (const block of blocksOf(bucket, phrases)) {
    const piece = encoder.encode(resampler.push(reader.read(block)));
    if (piece.byteLength > 0) yield piece;
    await scheduler.wait(0);
  }
  yield encoder.encode(resampler.finish());
  yield encoder.finish();
}

/** Everything that is heard, as s16le in pieces of at most a block. */
async function* blocksOf(
  bucket: R2Bucket,
  { jobId, has, silenceBefore }: PhrasesToEncode,
): AsyncGenerator<Uint8Array, void> {
  for (let index = 0; ; index++) {
    const isSpoken = await has(index);
    yield* silence(silenceBefore(index) * BYTES_PER_SAMPLE);
    if (!isSpoken) return;
    for await (const bytes of readPhrase(bucket, jobId, index)) {
      for (let start = 0; start < bytes.byteLength; start += BLOCK_BYTES) {
        yield bytes.subarray(start, start + BLOCK_BYTES);
      }
    }
  }
}

function* silence(sizeBytes: number): Generator<Uint8Array, void> {
  for (let left = sizeBytes; left > 0; left -= BLOCK_BYTES) yield new Uint8Array(Math.min(left, BLOCK_BYTES));
}
