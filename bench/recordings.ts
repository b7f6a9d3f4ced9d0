import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { AudioBytes } from "../inference-node/decode/audio-bytes.ts";
import { decodeAudio } from "../inference-node/decode/decode-audio.ts";
import type { DecoderPool } from "../inference-node/decode/decoder-pool.ts";
import { BYTES_PER_SAMPLE, SAMPLE_RATE } from "../src/contract/units.ts";

const ROOT = join(import.meta.dirname, "..");
const SPEECH = join(ROOT, "workers/dev/demo/recording.mp3");
const CLIPS = join(ROOT, "inference-node/audio-fixtures");
const HEADER_BYTES = 44;

/** Clips whose format lets copies of a file be joined; AAC and Opus stand for m4a and webm too. */
export const FORMATS = ["tone.mp3", "tone.aac", "tone.flac", "tone-vorbis.ogg", "tone-opus.ogg"];

/** A clip joined to itself so many times. */
export async function repeatClip(name: string, times: number): Promise<AudioBytes> {
  const clip = await readFile(join(CLIPS, name));
  return inMemory(Buffer.concat(Array.from({ length: times }, () => clip)));
}

/** The demo's recording, over and over, as 16 kHz mono samples. */
export async function speechSamples(decoders: DecoderPool, seconds: number): Promise<Int16Array> {
  const clip: number[] = [];
  const options = { decoders, maxDurationSamples: 600 * SAMPLE_RATE, signal: new AbortController().signal };
  for await (const { planes } of decodeAudio(inMemory(await readFile(SPEECH)), options))
    clip.push(...(planes[0] ?? []));
  return Int16Array.from({ length: seconds * SAMPLE_RATE }, (_, at) => clip[at % clip.length] ?? 0);
}

/** The samples as a WAV file. */
export function toWav(samples: Int16Array): Uint8Array {
  const file = Buffer.alloc(HEADER_BYTES + samples.byteLength);
  file.write("RIFF", 0);
  file.writeUInt32LE(file.length - 8, 4);
  file.write("WAVEfmt ", 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(SAMPLE_RATE, 24);
  file.writeUInt32LE(SAMPLE_RATE * BYTES_PER_SAMPLE, 28);
  file.writeUInt16LE(BYTES_PER_SAMPLE, 32);
  file.writeUInt16LE(BYTES_PER_SAMPLE * 8, 34);
  file.write("data", 36);
  file.writeUInt32LE(samples.byteLength, 40);
  file.set(new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength), HEADER_BYTES);
  return file;
}

function inMemory(bytes: Uint8Array): AudioBytes {
  return { sizeBytes: bytes.length, read: async (offset, length) => bytes.subarray(offset, offset + length) };
}
