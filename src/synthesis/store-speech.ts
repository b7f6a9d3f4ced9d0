import { type AudioFormat, SYNTHESIS_RATE } from "../contract/synthesis.ts";
import { BYTES_PER_SAMPLE } from "../contract/units.ts";
import { speechKey } from "../uploads/object-keys.ts";
import { encodePhrases } from "./encode-phrases.ts";
import { mp3Header } from "./encode/mp3-header.ts";
import { resampledLength } from "./encode/resampler.ts";
import type { SpeechStore } from "./speech-store.ts";
import { wavHeader } from "../uploads/wav-header.ts";

const CONTENT_TYPES: Readonly<Record<AudioFormat, string>> = {
  mp3: "audio/mpeg",
  opus: "audio/ogg; codecs=opus",
  wav: "audio/wav",
};

type Pieces = AsyncIterable<Uint8Array<ArrayBuffer>>;

/** Joins all phrases into one file and stores it. Stored again, it is the same object. Fault: `audio_missing`. */
export async function storeSpeech({ record, ledger }: SpeechStore, bucket: R2Bucket): Promise<void> {
  const { jobId, accountId, format, sampleRate } = record.spec;
  const { phrases, samples } = ledger.progress();
  const pieces = encodePhrases(bucket, {
    jobId,
    format,
    sampleRate,
    has: async (index) => index < phrases,
    silenceBefore: (index) => (index === 0 ? record.leadSamples : ledger.silenceAfter(index - 1)),
  });
  const length = resampledLength(record.leadSamples + samples, SYNTHESIS_RATE, sampleRate);
  const httpMetadata = {
    contentType: CONTENT_TYPES[format],
    contentDisposition: `attachment; filename="${jobId}.${format}"`,
  };
  const put = (body: ReadableStream | Blob) =>
    bucket.put(speechKey(accountId, jobId, format), body, { httpMetadata }).then(() => undefined);
  if (format === "wav") return pipeWav(pieces, length, sampleRate, put);
  await put(format === "opus" ? await gather(pieces) : await wholeMp3(pieces, length, sampleRate));
}

/** A file that is small enough to be held: at most 15 MB. */
async function gather(pieces: Pieces): Promise<Blob> {
  const all: Uint8Array<ArrayBuffer>[] = [];
  for await (const piece of pieces) all.push(piece);
  return new Blob(all);
}

/** The header of an MP3, which comes first, tells the length of the whole. */
async function wholeMp3(pieces: Pieces, length: number, sampleRate: number): Promise<Blob> {
  const frames = await (await gather(pieces)).bytes();
  return new Blob([mp3Header(frames, length, sampleRate), frames]);
}

/** Ten minutes of WAV would fill half of the memory that there is; their size is known before they are made. */
async function pipeWav(
  pieces: Pieces,
  length: number,
  sampleRate: number,
  put: (body: ReadableStream) => Promise<void>,
): Promise<void> {
  const dataBytes = length * BYTES_PER_SAMPLE;
  const header = wavHeader({ sampleRate, channels: 1, dataBytes });
  const { readable, writable } = new FixedLengthStream(header.byteLength + dataBytes);
  const [written, stored] = await Promise.allSettled([write(writable, header, pieces), put(readable)]);
  // What failed in the making is the reason; that the upload failed with it is only the consequence.
  for (const result of [written, stored]) if (result.status === "rejected") throw result.reason;
}

async function write(writable: WritableStream<Uint8Array>, header: Uint8Array, pieces: Pieces): Promise<void> {
  const writer = writable.getWriter();
  try {
    await writer.write(header);
    for await (const piece of pieces) await writer.write(piece);
    await writer.close();
  } catch (error) {
    await writer.abort(error);
    throw error;
  }
}
