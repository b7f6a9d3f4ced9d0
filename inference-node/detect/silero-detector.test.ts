import * as fc from "fast-check";
import { describe, test } from "vitest";
import { SileroDetector } from "./silero-detector.ts";
import { CONTEXT_SAMPLES, MEMORY_VALUES, WINDOW_SAMPLES } from "./silero-messages.ts";
import { FRAME_SAMPLES } from "./speech-detector.ts";

/**
 * Tells for each window its first sample, in hundredths, so that recordings of probabilities can be drawn. It counts the
 * windows in its memory and refuses a stretch that does not follow the one before.
 */
const drawn = {
  async judge(samples: Int16Array, memory: Float32Array) {
    const first = memory[0] ?? 0;
    const windows = (samples.length - CONTEXT_SAMPLES) / WINDOW_SAMPLES;
    if (!Number.isInteger(windows) || windows === 0) throw new Error(`a stretch of ${samples.length} samples`);
    if ((samples[CONTEXT_SAMPLES - 1] ?? 0) !== first) throw new Error("the context is not what was before");
    const probabilities = Float32Array.from(
      { length: windows },
      (_, window) => (samples[CONTEXT_SAMPLES + window * WINDOW_SAMPLES] ?? 0) / 100,
    );
    return { probabilities, memory: new Float32Array(MEMORY_VALUES).fill(first + windows) };
  },
};

/** Windows that start with their probability in hundredths and end with their number from 1. */
function drawing(hundredths: readonly number[]): Int16Array {
  const frames = Math.ceil((hundredths.length * WINDOW_SAMPLES) / FRAME_SAMPLES);
  const samples = new Int16Array(frames * FRAME_SAMPLES);
  hundredths.forEach((probability, window) => {
    samples[window * WINDOW_SAMPLES] = probability;
    samples[(window + 1) * WINDOW_SAMPLES - 1] = window + 1;
  });
  return samples;
}

async function judge(samples: Int16Array, calls: readonly number[] = []): Promise<boolean[]> {
  const detector = new SileroDetector(drawn);
  const verdicts: boolean[] = [];
  let at = 0;
  for (const frames of calls) {
    verdicts.push(...(await detector.judge(samples.subarray(at, at + frames * FRAME_SAMPLES))));
    at = Math.min(samples.length, at + frames * FRAME_SAMPLES);
  }
  verdicts.push(...(await detector.judge(samples.subarray(at))));
  return [...verdicts, ...(await detector.finish())];
}

/** The frames that are speech, as 1, and those that are not. */
async function drawnFrames(hundredths: readonly number[]): Promise<string> {
  return (await judge(drawing(hundredths))).map(Number).join("");
}

describe("speech", () => {
  test("begins at a probability of 0.5 and lasts until it falls below 0.35", async ({ expect }) => {
    // 15 windows are as long as 16 frames.
    expect(await drawnFrames([49, 49, 49, 51, 40, 36, 36, 34, 49, 49, 40, 20, 20, 20, 20])).toBe("0001111100000000");
  });

  test("covers every frame that a window of it touches", async ({ expect }) => {
    expect(await drawnFrames([90, 0, 0, 0])).toBe("11000");
    expect(await drawnFrames([0, 90, 0, 0])).toBe("01100");
    expect(await drawnFrames([0, 0, 0, 90])).toBe("00011");
  });
});

test("judges every frame once, alike in whatever portions the frames come", async ({ expect }) => {
  const hundredths = fc.array(fc.integer({ min: 0, max: 100 }), { maxLength: 70 });
  const calls = fc.array(fc.nat(20), { maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(hundredths, calls, async (probabilities, portions) => {
      const samples = drawing(probabilities);
      const whole = await judge(samples);
      expect(whole).toHaveLength(samples.length / FRAME_SAMPLES);
      expect(await judge(samples, portions)).toEqual(whole);
    }),
    { numRuns: 200 },
  );
});

test("owes no verdict for longer than a window", async ({ expect }) => {
  const detector = new SileroDetector(drawn);
  const samples = drawing(Array.from({ length: 40 }, () => 0));
  let owed = 0;
  for (let at = 0; at < samples.length; at += FRAME_SAMPLES) {
    owed += 1 - (await detector.judge(samples.subarray(at, at + FRAME_SAMPLES))).length;
    expect(owed).toBeLessThanOrEqual(2);
  }
});
