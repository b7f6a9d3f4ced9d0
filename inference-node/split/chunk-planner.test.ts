import * as fc from "fast-check";
import { describe, test } from "vitest";
import { SAMPLE_RATE } from "../../src/contract/units.ts";
import { ChunkPlanner, type LaneSpan, MAX_SPEECH_SAMPLES } from "./chunk-planner.ts";
import { FRAME_SAMPLES } from "./speech-detector.ts";
import type { ActivityFrame } from "./voice-activity.ts";

/** Frames of one kind, for about so many seconds. */
function stretch(seconds: number, voiced: boolean, energy = voiced ? 1e6 : 10): ActivityFrame[] {
  const length = Math.round((seconds * SAMPLE_RATE) / FRAME_SAMPLES);
  return Array.from({ length }, () => ({ samples: FRAME_SAMPLES, voiced, energy }));
}

function plan(frames: readonly ActivityFrame[]): LaneSpan[] {
  const planner = new ChunkPlanner();
  return [...frames.flatMap((frame) => planner.push(frame)), ...planner.finish()];
}

/** Kind and length in seconds of each span. */
function shape(frames: readonly ActivityFrame[]): string[] {
  return plan(frames).map(({ speech, startSample, endSample }) => {
    const seconds = ((endSample - startSample) / SAMPLE_RATE).toFixed(1);
    return `${speech ? "speech" : "silence"} ${seconds}`;
  });
}

const anyFrames = fc
  .tuple(
    fc.array(fc.record({ frames: fc.integer({ min: 1, max: 1500 }), voiced: fc.boolean(), energy: fc.nat(1000) }), {
      maxLength: 12,
    }),
    fc.integer({ min: 1, max: FRAME_SAMPLES }),
  )
  .map(([runs, lastSamples]) => {
    const frames: ActivityFrame[] = runs.flatMap(({ frames: length, voiced, energy }) =>
      Array.from({ length }, (_, at) => ({ samples: FRAME_SAMPLES, voiced, energy: energy + (at % 7) })),
    );
    return frames.length === 0 ? frames : frames.concat({ samples: lastSamples, voiced: false, energy: 0 });
  });

describe("any recording", () => {
  test("is covered exactly by touching spans of legal length", ({ expect }) => {
    fc.assert(
      fc.property(anyFrames, (frames) => {
        const spans = plan(frames);
        let end = 0;
        spans.forEach((span) => {
          expect(span).toMatchObject({ channel: 0, startSample: end });
          expect(Number.isInteger(span.endSample)).toBe(true);
          expect(span.endSample).toBeGreaterThan(span.startSample);
          if (span.speech) expect(span.endSample - span.startSample).toBeLessThanOrEqual(MAX_SPEECH_SAMPLES);
          end = span.endSample;
        });
        expect(end).toBe(frames.reduce((sum, frame) => sum + frame.samples, 0));
      }),
      { numRuns: 60 },
    );
  });

  test("has every voiced frame in a span of speech", ({ expect }) => {
    fc.assert(
      fc.property(anyFrames, (frames) => {
        const speech = plan(frames).filter((span) => span.speech);
        const starts = frames.map((_, at) => at * FRAME_SAMPLES).filter((_, at) => frames[at]?.voiced);
        const lost = starts.filter((at) => !speech.some((span) => span.startSample <= at && at < span.endSample));
        expect(lost).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test("keeps all samples that a later span of speech begins with", ({ expect }) => {
    fc.assert(
      fc.property(anyFrames, (frames) => {
        const planner = new ChunkPlanner();
        for (const frame of frames) {
          const before = planner.keepFrom;
          const speech = planner.push(frame).filter((span) => span.speech);
          for (const span of speech) expect(span.startSample).toBeGreaterThanOrEqual(before);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe("cutting", () => {
  test("plans nothing for an empty recording and one silence for a silent one", ({ expect }) => {
    expect(plan([])).toEqual([]);
    expect(shape(stretch(90, false))).toEqual(["silence 90.0"]);
  });

  test("pads speech and leaves the silence around it out", ({ expect }) => {
    const frames = [...stretch(3, false), ...stretch(2.1, true), ...stretch(3, false)];
    expect(shape(frames)).toEqual(["silence 2.8", "speech 2.6", "silence 2.8"]);
  });

  test("keeps short pauses inside", ({ expect }) => {
    const frames = [...stretch(3, true), ...stretch(0.9, false), ...stretch(3, true)];
    expect(shape(frames)).toEqual(["speech 6.9"]);
  });

  test("leaves a short recording in one piece but gives a long one a short first span", ({ expect }) => {
    const sentence = [...stretch(5.1, true), ...stretch(0.3, false)];
    expect(shape([...sentence, ...sentence])).toEqual(["speech 10.8"]);
    const long = plan([...sentence, ...sentence, ...sentence, ...sentence]);
    expect((long[0]?.endSample ?? 0) / SAMPLE_RATE).toBeCloseTo(5.25, 1);
  });

  test("gives the first span out long before the recording ends", ({ expect }) => {
    const planner = new ChunkPlanner();
    const sentence = [...stretch(5.1, true), ...stretch(0.3, false)];
    const first13Seconds = [...sentence, ...sentence, ...sentence].slice(
      0,
      Math.ceil((13 * SAMPLE_RATE) / FRAME_SAMPLES),
    );
    expect(first13Seconds.flatMap((frame) => planner.push(frame))).toHaveLength(1);
  });

  test("cuts speech without a pause at the quietest place of the last five seconds", ({ expect }) => {
    const frames = [...stretch(25.5, true), ...stretch(0.12, true, 100), ...stretch(20, true)];
    expect(shape(frames)).toEqual(["speech 25.6", "speech 20.1"]);
  });

  test("cuts where a pause comes once the span is long enough", ({ expect }) => {
    const talk = [...stretch(11.1, true), ...stretch(0.36, false)];
    const [first, second] = plan([...talk, ...talk, ...talk]);
    expect((first?.endSample ?? 0) / SAMPLE_RATE).toBeCloseTo(11.2, 0);
    expect((second?.endSample ?? 0) / SAMPLE_RATE).toBeCloseTo(22.7, 0);
  });
});
