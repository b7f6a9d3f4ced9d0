import { SAMPLE_RATE } from "../../src/contract/units.ts";
import type { AudioBytes } from "../decode/audio-bytes.ts";
import { BlockReader } from "../decode/block-reader.ts";
import { BLOCK_BYTES } from "../decode/decoder-protocol.ts";
import { PartReader } from "../decode/part-reader.ts";
import type { PcmBlock } from "../decode/pcm-block.ts";

export interface ToneShape {
  readonly sampleRate: number;
  readonly seconds: number;
  readonly hz?: number;
  readonly channels?: number;
  /** The only channel that is not silent; all of them sound when absent. */
  readonly only?: number;
}

/** A tone at half scale as 16-bit PCM in a WAV file. */
export function toneWav({ sampleRate, seconds, hz = 440, channels = 1, only }: ToneShape): Uint8Array {
  const frames = Math.round(sampleRate * seconds);
  const data = new Int16Array(frames * channels);
  data.forEach((_, at) => {
    if (only !== undefined && at % channels !== only) return;
    const frame = Math.floor(at / channels);
    data[at] = Math.round(16_384 * Math.sin((2 * Math.PI * hz * frame) / sampleRate));
  });
  return wav({ sampleRate, channels, data });
}

/** A WAV file; the header's claims may differ from its data. */
export function wav(claims: {
  sampleRate: number;
  channels: number;
  data: Int16Array;
  claimedBytes?: number;
}): Uint8Array {
  const { sampleRate, channels, data, claimedBytes = data.byteLength } = claims;
  const header = Buffer.alloc(44);
  header.write("RIFF", 0);
  header.writeUInt32LE(Math.min(claimedBytes + 36, 0xffffffff), 4);
  header.write("WAVEfmt ", 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(channels, 22);
  header.writeUInt32LE(sampleRate, 24);
  header.writeUInt32LE((sampleRate * channels * 2) % 2 ** 32, 28);
  header.writeUInt16LE(channels * 2, 32);
  header.writeUInt16LE(16, 34);
  header.write("data", 36);
  header.writeUInt32LE(claimedBytes, 40);
  return Buffer.concat([header, new Uint8Array(data.buffer, data.byteOffset, data.byteLength)]);
}

/** Bytes in memory, counting how they are read. */
export function bytesInMemory(bytes: Uint8Array): AudioBytes & { readonly reads: number } {
  let reads = 0;
  return {
    sizeBytes: bytes.length,
    get reads() {
      return reads;
    },
    async read(offset, length) {
      reads += 1;
      return bytes.subarray(offset, offset + length);
    },
  };
}

/** A reader whose blocks are there as soon as they are asked for; tells which were. */
export function readerOver(bytes: Uint8Array): { reader: BlockReader; asked: number[] } {
  const asked: number[] = [];
  const reader = new BlockReader(bytes.length, {
    request(index) {
      asked.push(index);
      reader.accept(index, bytes.subarray(index * BLOCK_BYTES, (index + 1) * BLOCK_BYTES));
    },
    pump() {
      throw new Error("every block was given at once");
    },
  });
  return { reader, asked };
}

/** A reader over a recording that arrives in parts of so many bytes, each as soon as it is asked for. */
export function arrivingReaderOver(bytes: Uint8Array, partBytes = 1000): PartReader {
  let wanted = 0;
  const reader = new PartReader({
    request: (index) => void (wanted = index),
    pump: () => reader.accept(wanted, bytes.subarray(wanted * partBytes, (wanted + 1) * partBytes)),
    starve() {},
  });
  return reader;
}

export function joined(blocks: readonly Int16Array[]): Int16Array<ArrayBuffer> {
  const whole = new Int16Array(blocks.reduce((length, block) => length + block.length, 0));
  let end = 0;
  for (const block of blocks) {
    whole.set(block, end);
    end += block.length;
  }
  return whole;
}

/** All samples of one channel. */
export function channelOf(blocks: readonly PcmBlock[], channel = 0): Int16Array<ArrayBuffer> {
  return joined(blocks.map(({ planes }) => planes[channel] ?? new Int16Array(0)));
}

/** The same channels, in blocks of one length. */
export async function* inBlocks(channels: readonly Int16Array[], blockSamples = SAMPLE_RATE): AsyncGenerator<PcmBlock> {
  const media = { channels: channels.length, sampleRate: SAMPLE_RATE };
  for (let at = 0; at < (channels[0]?.length ?? 0); at += blockSamples) {
    yield { media, planes: channels.map((channel) => channel.slice(at, at + blockSamples)) };
  }
}

/** The channels, with silence at the end of those that are shorter than the longest. */
export function sameLength(channels: readonly Int16Array[]): Int16Array<ArrayBuffer>[] {
  const length = Math.max(0, ...channels.map((channel) => channel.length));
  return channels.map((channel) => joined([channel, new Int16Array(length - channel.length)]));
}

export async function collect<T>(values: AsyncIterable<T>): Promise<T[]> {
  const collected: T[] = [];
  for await (const value of values) collected.push(value);
  return collected;
}

/** Amplitude of one frequency in 16 kHz samples, full scale = 1. */
export function amplitudeAt(hz: number, samples: Int16Array): number {
  let real = 0;
  let imaginary = 0;
  samples.forEach((sample, at) => {
    real += sample * Math.cos((2 * Math.PI * hz * at) / 16_000);
    imaginary += sample * Math.sin((2 * Math.PI * hz * at) / 16_000);
  });
  return (2 * Math.hypot(real, imaginary)) / samples.length / 32_768;
}
