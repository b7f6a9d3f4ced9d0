import { readFileSync } from "node:fs";
import { AV_LOG_QUIET } from "node-av/constants";
import { Log } from "node-av/lib";
import { beforeAll, describe, test } from "vitest";
import { SAMPLE_RATE } from "../../src/contract/units.ts";
import { decodeContainer } from "./decode-container.ts";
import { DecoderRefusal } from "./decoder-protocol.ts";
import { openContainer } from "./open-container.ts";
import type { PcmBlock } from "./pcm-block.ts";
import { amplitudeAt, channelOf, readerOver, type ToneShape, toneWav, wav } from "../testing/test-audio.ts";

const TEN_MINUTES = 600 * SAMPLE_RATE;

function fixture(name: string): Uint8Array {
  return readFileSync(new URL(`../audio-fixtures/${name}`, import.meta.url));
}

function decode(bytes: Uint8Array, maxDurationSamples = TEN_MINUTES): Int16Array {
  return channelOf(decodeBlocks(bytes, maxDurationSamples));
}

function decodeBlocks(bytes: Uint8Array, maxDurationSamples = TEN_MINUTES): PcmBlock[] {
  return [...decodeContainer(openContainer(readerOver(bytes).reader), maxDurationSamples)];
}

/** How loud 440 Hz is in each channel, in hundredths of full scale. */
function levels(blocks: readonly PcmBlock[]): number[] {
  const channels = blocks[0]?.media.channels ?? 0;
  return Array.from({ length: channels }, (_, channel) =>
    Math.round(amplitudeAt(440, channelOf(blocks, channel)) * 100),
  );
}

function refusal(bytes: Uint8Array, maxDurationSamples?: number): { code: string; detail: string } | undefined {
  try {
    decode(bytes, maxDurationSamples);
    return undefined;
  } catch (error) {
    if (error instanceof DecoderRefusal) return { code: error.code, detail: error.message };
    throw error;
  }
}

beforeAll(() => Log.setLevel(AV_LOG_QUIET));

/** Deterministic noise: a linear congruential generator. */
function garbage(length: number): Uint8Array {
  let state = 12_345;
  return Uint8Array.from({ length }, () => (state = (state * 1_103_515_245 + 12_345) % 2 ** 31) >> 16);
}

describe("formats", () => {
  test.for([
    ["tone.mp3", 0],
    ["tone-faststart.m4a", 400],
    ["tone-moov-at-end.m4a", 400],
    ["tone.aac", 1200],
    ["tone-vorbis.ogg", 0],
    ["tone-opus.ogg", 10],
    ["tone.webm", 150],
    ["tone.flac", 0],
  ] as const)("decodes %s to its length and its tone", ([name, slack], { expect }) => {
    const samples = decode(fixture(name));
    expect(Math.abs(samples.length - 1.5 * SAMPLE_RATE)).toBeLessThanOrEqual(slack);
    expect(amplitudeAt(440, samples.subarray(2000, 22_000))).toBeCloseTo(0.5, 1);
  });

  test.for<ToneShape>([
    { sampleRate: 8000, seconds: 1.3 },
    { sampleRate: 44_100, seconds: 1.3 },
    { sampleRate: 192_000, seconds: 0.5 },
    { sampleRate: 48_000, seconds: 0.5, channels: 8 },
  ])("resamples a wav of $sampleRate Hz to within a sample", (shape, { expect }) => {
    const samples = decode(toneWav(shape));
    expect(Math.abs(samples.length - shape.seconds * SAMPLE_RATE)).toBeLessThanOrEqual(1);
    expect(amplitudeAt(440, samples.subarray(500, -500))).toBeCloseTo(0.5, 2);
  });

  test("gives back a wav of 16 kHz sample by sample", ({ expect }) => {
    const bytes = toneWav({ sampleRate: SAMPLE_RATE, seconds: 2.34567 });
    const original = new Int16Array(Uint8Array.from(bytes.subarray(44)).buffer);
    const samples = decode(bytes);
    expect(samples).toEqual(original);
  });

  test("keeps every channel to itself, the low-frequency one of eight too", ({ expect }) => {
    expect(levels(decodeBlocks(toneWav({ sampleRate: 16_000, seconds: 1, channels: 2, only: 1 })))).toEqual([0, 50]);
    const eight = decodeBlocks(toneWav({ sampleRate: 48_000, seconds: 1, channels: 8, only: 3 }));
    expect(levels(eight)).toEqual([0, 0, 0, 50, 0, 0, 0, 0]);
    expect(eight[0]?.media).toEqual({ channels: 8, sampleRate: 48_000 });
  });

  test("keeps tones above 8 kHz from folding into the speech band", ({ expect }) => {
    const samples = decode(toneWav({ sampleRate: 44_100, seconds: 1, hz: 9500 }));
    expect(amplitudeAt(16_000 - 9500, samples.subarray(500, -500))).toBeLessThan(0.001);
  });
});

describe("broken recordings", () => {
  test.for([
    ["an empty file", new Uint8Array(0), "empty"],
    ["garbage", garbage(300_000), "no known audio format"],
    ["a web page", Buffer.from("<!doctype html><title>404</title>"), "a web page"],
    ["an mp3 cut after its tag", fixture("tone.mp3").subarray(0, 40), "no known audio format"],
    ["an m4a without its moov", fixture("tone-moov-at-end.m4a").subarray(0, 3000), "cut off: it holds 3000 of"],
    ["a wav without samples", wav({ sampleRate: 16_000, channels: 1, data: new Int16Array(0) }), ""],
    ["a wav of 0 Hz", wav({ sampleRate: 0, channels: 1, data: new Int16Array(800) }), ""],
    ["a wav of 2^31 Hz", wav({ sampleRate: 2 ** 31, channels: 1, data: new Int16Array(800) }), ""],
  ] as const)("refuses %s as unreadable", ([, bytes, detail], { expect }) => {
    expect(refusal(bytes)).toEqual({ code: "audio_unreadable", detail: expect.stringContaining(detail) });
  });

  test("tells a video without sound from an unreadable file", ({ expect }) => {
    expect(refusal(fixture("silent-video.mp4"))).toMatchObject({ code: "audio_without_sound" });
  });

  test("decodes what there is of a wav that claims far more than it holds", ({ expect }) => {
    const data = new Int16Array(20_000).fill(7);
    for (const claimedBytes of [0x7ffffff0, 0xffffffff]) {
      const samples = decode(wav({ sampleRate: 16_000, channels: 1, data, claimedBytes }));
      expect(samples).toEqual(data);
    }
  });

  test("skips flipped bytes", ({ expect }) => {
    const whole = fixture("tone.mp3");
    const flipped = Uint8Array.from(whole, (byte, at) => (at > 2000 && at % 997 === 0 ? byte ^ 0xff : byte));
    expect(decode(flipped).length).toBeGreaterThan(20_000);
  });

  test("refuses a recording longer than the limit from its header, before reading on", ({ expect }) => {
    const { reader, asked } = readerOver(toneWav({ sampleRate: 48_000, seconds: 60 }));
    const limit = 5 * SAMPLE_RATE;
    expect(() => [...decodeContainer(openContainer(reader), limit)]).toThrow("longer than the limit of 5 seconds");
    expect(asked.length).toBeLessThan(4);
    expect(refusal(fixture("tone.mp3"), SAMPLE_RATE)).toMatchObject({ code: "audio_too_long" });
  });

  test("accepts a recording exactly as long as the limit", ({ expect }) => {
    const samples = decode(toneWav({ sampleRate: SAMPLE_RATE, seconds: 1 }), SAMPLE_RATE);
    expect(samples.length).toBe(SAMPLE_RATE);
  });
});
