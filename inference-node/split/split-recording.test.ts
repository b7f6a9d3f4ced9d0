import * as fc from "fast-check";
import { test } from "vitest";
import { SAMPLE_RATE } from "../../src/contract/units.ts";
import type { RecordingPart } from "./lane-splitter.ts";
import { splitRecording } from "./split-recording.ts";
import { FRAME_SAMPLES, type SpeechDetector } from "../detect/speech-detector.ts";
import { lengthOf } from "../decode/pcm-block.ts";
import { collect, inBlocks, joined, sameLength } from "../testing/test-audio.ts";

/** Hears speech where samples are loud, so that recordings can be drawn. */
async function openLoudnessDetector(): Promise<SpeechDetector> {
  return {
    mistakesHum: true,
    async judge(samples) {
      return Array.from({ length: samples.length / FRAME_SAMPLES }, (_, frame) =>
        samples.subarray(frame * FRAME_SAMPLES, (frame + 1) * FRAME_SAMPLES).some((sample) => Math.abs(sample) > 1000),
      );
    },
    finish: async () => [],
  };
}

async function split(channels: readonly Int16Array[], blockSamples?: number): Promise<RecordingPart[]> {
  return collect(splitRecording(inBlocks(channels, blockSamples), openLoudnessDetector));
}

/** Alternating stretches of quiet and loud noise of so many tenths of a second; two seeds are two voices. */
function recording(tenths: readonly number[], seed = 1): Int16Array {
  let state = seed;
  const parts = tenths.map((length, at) =>
    Int16Array.from({ length: (length * SAMPLE_RATE) / 10 + at }, () => {
      state = (state * 48_271) % 0x7fffffff;
      return Math.round((state / 0x7fffffff - 0.5) * (at % 2 === 0 ? 20 : 20_000));
    }),
  );
  return joined(parts);
}

test("cuts alike however the recording is divided into blocks, and keeps every sample of speech", async ({
  expect,
}) => {
  const tenths = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 6 });
  const lanes = fc.array(tenths, { minLength: 1, maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(lanes, fc.integer({ min: 100, max: 50_000 }), async (lengths, blockSamples) => {
      const channels = sameLength(lengths.map((own, channel) => recording(own, channel + 1)));
      const whole = await split(channels);
      expect(await split(channels, blockSamples)).toEqual(whole);
      expect(whole.map(({ span }) => span.index)).toEqual(whole.map((_, index) => index));
      channels.forEach((samples, channel) => {
        const parts = whole.filter(({ span }) => span.channel === channel);
        expect(parts.map(({ span }) => span.startSample)).toEqual([
          0,
          ...parts.slice(0, -1).map(({ span }) => span.endSample),
        ]);
        expect(parts.at(-1)?.span.endSample).toBe(samples.length);
        for (const { span, samples: cut } of parts) {
          expect(cut).toEqual(span.speech ? samples.slice(span.startSample, span.endSample) : undefined);
        }
      });
    }),
    { numRuns: 8 },
  );
});

test("gives a span out while the recording is still coming", async ({ expect }) => {
  const samples = recording([20, 30, 40, 50, 60]);
  let read = 0;
  async function* counting() {
    for await (const block of inBlocks([samples])) {
      read += lengthOf(block.planes);
      yield block;
    }
  }
  const parts = splitRecording(counting(), openLoudnessDetector);
  const first = await parts.next();
  expect(first.value).toMatchObject({ span: { index: 0, speech: false } });
  expect(read).toBeLessThan(15 * SAMPLE_RATE);
  await parts.return(undefined);
});

test("gives text of one channel out while another one is silent for long", async ({ expect }) => {
  const talk = recording([5, 60, 20, 60, 20, 60, 20, 60]);
  const parts = await split([talk, new Int16Array(talk.length)]);
  const ends = [0, 0];
  const behind = parts.map(({ span }) => {
    ends[span.channel] = span.endSample;
    return (ends[0] ?? 0) - (ends[1] ?? 0);
  });
  expect(parts.filter(({ span }) => span.channel === 1).length).toBeGreaterThanOrEqual(4);
  expect(Math.max(...behind)).toBeLessThan(12 * SAMPLE_RATE);
  const silences = behind.filter((_, at) => parts[at]?.span.channel === 1);
  expect(Math.max(...silences)).toBeLessThanOrEqual(0);
});

test("has no parts for an empty recording and one silence for a silent one", async ({ expect }) => {
  expect(await split([new Int16Array(0)], 1)).toEqual([]);
  expect(await collect(splitRecording(inBlocks([new Int16Array(SAMPLE_RATE)], 1000)))).toEqual([
    {
      media: { channels: 1, sampleRate: SAMPLE_RATE },
      span: { index: 0, channel: 0, startSample: 0, endSample: SAMPLE_RATE, speech: false },
    },
  ]);
});
