import { readFileSync } from "node:fs";
import { beforeAll, describe, test } from "vitest";
import { SAMPLE_RATE } from "../../src/contract/units.ts";
import { decodeContainer } from "../decode/decode-container.ts";
import { openFvadDetector } from "./fvad-detector.ts";
import { openContainer } from "../decode/open-container.ts";
import { FRAME_SAMPLES } from "./speech-detector.ts";
import { channelOf, readerOver } from "../testing/test-audio.ts";
import { type ActivityFrame, VoiceActivity } from "./voice-activity.ts";

/** One second of silence, four of speech, one of silence. */
let speech: Int16Array;

beforeAll(() => {
  const clip = readFileSync(new URL("../audio-fixtures/speech.ogg", import.meta.url));
  const blocks = [...decodeContainer(openContainer(readerOver(clip).reader), 60 * SAMPLE_RATE)];
  speech = channelOf(blocks);
});

async function judge(samples: Int16Array, blockSamples = samples.length): Promise<ActivityFrame[]> {
  const activity = new VoiceActivity(await openFvadDetector());
  const frames: ActivityFrame[] = [];
  for (let at = 0; at < samples.length; at += blockSamples) {
    frames.push(...(await activity.push(samples.subarray(at, at + blockSamples))));
  }
  return [...frames, ...(await activity.finish())];
}

function voicedShare(frames: readonly ActivityFrame[]): number {
  return frames.filter((frame) => frame.voiced).length / frames.length;
}

/** Ten seconds of a random walk with a leak: 0 gives white noise, near 1 brown. */
function noise(scale: number, leak: number): Int16Array {
  let state = 1;
  let level = 0;
  return Int16Array.from({ length: 10 * SAMPLE_RATE }, () => {
    state = (state * 48_271) % 0x7fffffff;
    level = level * leak + (state / 0x7fffffff - 0.5) * scale;
    return Math.round(level);
  });
}

describe("what is not speech", () => {
  test.for([
    ["digital silence", () => new Int16Array(10 * SAMPLE_RATE)],
    ["quiet white noise", () => noise(300, 0)],
    ["loud white noise", () => noise(8000, 0)],
    ["loud brown noise", () => noise(600, 0.99)],
    [
      "mains hum",
      () =>
        Int16Array.from(
          { length: 10 * SAMPLE_RATE },
          (_, at) => 3000 * Math.sin((2 * Math.PI * 100 * at) / SAMPLE_RATE),
        ),
    ],
  ] as const)("hears no voice in %s", async ([, make], { expect }) => {
    expect(voicedShare(await judge(make()))).toBe(0);
  });
});

describe("speech", () => {
  test("is heard where it is, and nowhere else", async ({ expect }) => {
    const frames = await judge(speech);
    const second = SAMPLE_RATE / FRAME_SAMPLES;
    expect(voicedShare(frames.slice(0, second - 2))).toBe(0);
    expect(voicedShare(frames.slice(second + 2, -second - 15))).toBeGreaterThan(0.8);
  });

  test.for([0.1, 0.03])("is heard at a volume of %f", async (volume, { expect }) => {
    const loud = voicedShare(await judge(speech));
    expect(voicedShare(await judge(speech.map((sample) => sample * volume)))).toBeGreaterThan(loud * 0.8);
  });

  test("is heard above noise", async ({ expect }) => {
    const loud = voicedShare(await judge(speech));
    const background = noise(600, 0);
    const noisy = speech.map((sample, at) => sample / 2 + (background[at] ?? 0));
    expect(voicedShare(await judge(noisy))).toBeGreaterThan(loud * 0.8);
  });

  test("is heard in a recording of one word without any silence", async ({ expect }) => {
    const word = speech.subarray(1.1 * SAMPLE_RATE, 1.5 * SAMPLE_RATE);
    expect(voicedShare(await judge(word))).toBeGreaterThan(0.5);
  });

  test("is judged alike in blocks of any size", async ({ expect }) => {
    const whole = await judge(speech);
    expect(whole.reduce((sum, frame) => sum + frame.samples, 0)).toBe(speech.length);
    expect(await judge(speech, 161)).toEqual(whole);
    expect(await judge(speech, SAMPLE_RATE)).toEqual(whole);
  });
});
