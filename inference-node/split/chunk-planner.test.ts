import * as fc from "fast-check";
import { describe, test } from "vitest";
import { SAMPLE_RATE } from "../../src/contract/units.ts";
import { ChunkPlanner, type LaneSpan } from "./chunk-planner.ts";
import { FOR_LIVE_AUDIO, FOR_RECORDINGS } from "./planner-habits.ts";
import { FRAME_SAMPLES } from "../detect/speech-detector.ts";
import type { ActivityFrame } from "../detect/voice-activity.ts";

/** Frames of one kind, for about so many seconds. */
function stretch(seconds: number, voiced: boolean, energy = voiced ? 1e6 : 10): ActivityFrame[] {
  const length = Math.round((seconds * SAMPLE_RATE) / FRAME_SAMPLES);
  return Array.from({ length }, () => ({ samples: FRAME_SAMPLES, voiced, energy }));
}

function plan(frames: readonly ActivityFrame[], habits = FOR_RECORDINGS): LaneSpan[] {
  const planner = new ChunkPlanner(0, habits);
  return [...frames.flatMap((frame) => planner.push(frame)), ...planner.finish()];
}

/** Kind and length in seconds of each span. */
function shape(frames: readonly ActivityFrame[], habits = FOR_RECORDINGS): string[] {
  return plan(frames, habits).map(({ speech, startSample, endSample }) => {
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

describe.for([
  ["recordings", FOR_RECORDINGS],
  ["live audio", FOR_LIVE_AUDIO],
] as const)("any of %s", ([, habits]) => {
  test("is covered exactly by touching spans of legal length", ({ expect }) => {
    fc.assert(
      fc.property(anyFrames, (frames) => {
        const spans = plan(frames, habits);
        let end = 0;
        spans.forEach((span) => {
          expect(span).toMatchObject({ channel: 0, startSample: end });
          expect(Number.isInteger(span.endSample)).toBe(true);
          expect(span.endSample).toBeGreaterThan(span.startSample);
          if (span.speech) expect(span.endSample - span.startSample).toBeLessThanOrEqual(habits.longestSpeech);
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
        const speech = plan(frames, habits).filter((span) => span.speech);
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
        const planner = new ChunkPlanner(0, habits);
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

describe("live audio", () => {
  const cut = (frames: readonly ActivityFrame[]) => shape(frames, FOR_LIVE_AUDIO);

  test("is cut at each pause between utterances, soon after it began", ({ expect }) => {
    const planner = new ChunkPlanner(0, FOR_LIVE_AUDIO);
    for (const frame of stretch(1.5, true)) expect(planner.push(frame)).toEqual([]);
    const [span] = stretch(0.45, false).flatMap((frame) => planner.push(frame));
    expect(span).toMatchObject({ speech: true, startSample: 0 });
  });

  test("without a pause is cut after seven seconds at most", ({ expect }) => {
    const spans = plan(stretch(30, true), FOR_LIVE_AUDIO);
    expect(spans.every(({ startSample, endSample }) => endSample - startSample <= 7 * SAMPLE_RATE)).toBe(true);
  });

  test("tells of a silence while it lasts, ever less often", ({ expect }) => {
    const planner = new ChunkPlanner(0, FOR_LIVE_AUDIO);
    const told = stretch(40, false).map((frame) => planner.push(frame).length);
    expect(told.slice(0, 50).some((spans) => spans > 0)).toBe(true);
    expect(told.reduce((sum, spans) => sum + spans, 0)).toBeLessThan(10);
  });

  test("keeps a word that follows a silence whole", ({ expect }) => {
    expect(cut([...stretch(3, false), ...stretch(1, true), ...stretch(1, false)]).join()).toMatch(
      /silence.*speech 1\.\d/,
    );
  });
});
