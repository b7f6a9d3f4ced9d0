import { readFileSync } from "node:fs";
import { AV_LOG_QUIET } from "node-av/constants";
import { Log } from "node-av/lib";
import { afterAll, beforeAll, describe, test } from "vitest";
import { SAMPLE_RATE } from "../../src/contract/units.ts";
import { wavHeader } from "../testing/wav-header.ts";
import type { AudioParts } from "./audio-parts.ts";
import type { ByteReader } from "./byte-reader.ts";
import { decodeAudio } from "./decode-audio.ts";
import { decodeContainer } from "./decode-container.ts";
import { DecoderPool } from "./decoder-pool.ts";
import { openContainer } from "./open-container.ts";
import { lengthOf, type PcmBlock } from "./pcm-block.ts";
import { arrivingReaderOver, channelOf, readerOver, type ToneShape, toneWav } from "../testing/test-audio.ts";

const decoders = new DecoderPool();
beforeAll(() => {
  decoders.warm();
  Log.setLevel(AV_LOG_QUIET);
});
afterAll(() => decoders.close());

const options = () => ({ decoders, maxDurationSamples: 600 * SAMPLE_RATE, signal: new AbortController().signal });

function fixture(name: string): Uint8Array {
  return readFileSync(new URL(`../audio-fixtures/${name}`, import.meta.url));
}

/** A recording that arrives in parts of one size. */
function inParts(bytes: Uint8Array, partBytes: number): AudioParts {
  return {
    async readPart(index) {
      return bytes.subarray(index * partBytes, (index + 1) * partBytes);
    },
  };
}

/** A recording whose parts arrive when the test says so. */
class Speaker implements AudioParts {
  readonly #parts: PromiseWithResolvers<Uint8Array>[] = [];
  #said = 0;

  say(bytes: Uint8Array): void {
    this.#at(this.#said++).resolve(bytes);
  }

  end(): void {
    this.say(new Uint8Array(0));
  }

  readPart(index: number): Promise<Uint8Array> {
    return this.#at(index).promise;
  }

  #at(index: number): PromiseWithResolvers<Uint8Array> {
    return (this.#parts[index] ??= Promise.withResolvers());
  }
}

/** Samples of the first channel. */
function samplesOf(reader: ByteReader): Int16Array {
  return channelOf([...decodeContainer(openContainer(reader), 600 * SAMPLE_RATE)]);
}

/** Samples of the next block. */
async function next(decoding: AsyncGenerator<PcmBlock>): Promise<number> {
  return lengthOf((await decoding.next()).value?.planes ?? []);
}

describe("a recording that arrives part by part", () => {
  test.for([
    ["tone.mp3", 3000],
    ["tone.aac", 4000],
    ["tone-vorbis.ogg", 1000],
    ["tone-opus.ogg", 1000],
    ["tone.webm", 777],
    ["tone.flac", 5000],
    ["tone-faststart.m4a", 2000],
  ] as const)("has the samples of %s read as a file", ([name, partBytes], { expect }) => {
    const arrived = samplesOf(arrivingReaderOver(fixture(name), partBytes));
    const stored = samplesOf(readerOver(fixture(name)).reader);
    // Where the last one ends only a file tells: an encoder fills its last frame up.
    expect(Math.abs(arrived.length - stored.length)).toBeLessThanOrEqual(1600);
    const length = stored.length - 50;
    expect(arrived.subarray(0, length)).toEqual(stored.subarray(0, length));
  });

  test.for<ToneShape>([
    { sampleRate: 8000, seconds: 0.6 },
    { sampleRate: 48_000, seconds: 0.6, channels: 2 },
  ])("has the samples of a wav of %j, whatever length its header tells", (shape, { expect }) => {
    const bytes = toneWav(shape);
    const stored = samplesOf(readerOver(bytes).reader);
    for (const claimedBytes of [0, 1000, 0xffff_ffff]) {
      const claiming = Buffer.from(bytes);
      claiming.writeUInt32LE(claimedBytes, 40);
      expect(samplesOf(arrivingReaderOver(claiming, 5000))).toEqual(stored);
    }
  });

  test("has the same samples however it is divided", ({ expect }) => {
    const bytes = fixture("tone.webm");
    expect(samplesOf(arrivingReaderOver(bytes, 13))).toEqual(samplesOf(arrivingReaderOver(bytes, 100_000)));
  });

  test("is decoded as far as it has come", async ({ expect }) => {
    const speaker = new Speaker();
    const samples = toneWav({ sampleRate: SAMPLE_RATE, seconds: 1 }).subarray(44);
    const decoding = decodeAudio(speaker, options());
    speaker.say(Buffer.concat([wavHeader(SAMPLE_RATE), samples.subarray(0, 8000)]));
    let heard = 0;
    while (heard < 3000) heard += await next(decoding);
    speaker.say(samples.subarray(8000, 16_000));
    while (heard < 7000) heard += await next(decoding);
    speaker.end();
    for await (const rest of decoding) heard += lengthOf(rest.planes);
    expect(heard).toBe(8000);
  });

  test.for(["tone.webm", "tone-opus.ogg", "tone.mp3", "tone.aac"])(
    "%s is told before its end",
    async (name, { expect }) => {
      const speaker = new Speaker();
      const bytes = fixture(name);
      speaker.say(bytes.subarray(0, Math.floor(bytes.length * 0.7)));
      const decoding = decodeAudio(speaker, options());
      let heard = 0;
      while (heard < 0.5 * SAMPLE_RATE) heard += await next(decoding);
      await decoding.return(undefined);
      expect(heard).toBeGreaterThanOrEqual(0.5 * SAMPLE_RATE);
    },
  );

  test("of noise is refused as soon as that is clear", async ({ expect }) => {
    const speaker = new Speaker();
    speaker.say(new Uint8Array(20_000).fill(7));
    await expect(decodeAudio(speaker, options()).next()).rejects.toMatchObject({ code: "audio_unreadable" });
  });

  test("of which nothing comes is refused as empty", async ({ expect }) => {
    const decoding = decodeAudio(inParts(new Uint8Array(0), 1), options());
    await expect(decoding.next()).rejects.toMatchObject({ code: "audio_unreadable", detail: "the file is empty" });
  });

  test("cannot be an mp4 whose index comes last", async ({ expect }) => {
    const speaker = new Speaker();
    speaker.say(fixture("tone-moov-at-end.m4a").subarray(0, 1000));
    await expect(decodeAudio(speaker, options()).next()).rejects.toMatchObject({
      code: "audio_unreadable",
      detail: "the index of this mp4 comes last: it can only be decoded as a file",
    });
  });

  test("rejects as its source does", async ({ expect }) => {
    const source: AudioParts = { readPart: () => Promise.reject(new Error("cut")) };
    await expect(decodeAudio(source, options()).next()).rejects.toThrow("cut");
  });
});
