import * as fc from "fast-check";
import { test } from "vitest";
import type { JobFrame } from "../../../../contract/events.ts";
import type { Token } from "../../../../contract/job.ts";
import { assembleSegments } from "../../../../jobs/assemble-transcript.ts";
import { presentPieces } from "../present-pieces.ts";
import { hearFrame, hearPartial, NOTHING_HEARD } from "./hearing.ts";
import type { ServerFrame } from "./wire.ts";

/** Words with what of a silence follows each, in tenths of a second. */
const anyTalk = fc.array(
  fc.record({ word: fc.stringMatching(/^[a-z]{1,12}$/), length: fc.integer({ min: 1, max: 9 }), pause: fc.nat(12) }),
  { maxLength: 30 },
);

function tokensOf(talk: readonly { word: string; length: number; pause: number }[]): Token[] {
  let at = 0;
  return talk.map(({ word, length, pause }) => {
    const token = { text: ` ${word}`, startSample: at, endSample: at + length * 1600 };
    at = token.endSample + pause * 1600;
    return token;
  });
}

function hearAll(frames: readonly JobFrame[]): ServerFrame[] {
  let hearing = NOTHING_HEARD;
  return frames.flatMap((frame) => {
    const heard = hearFrame(hearing, frame);
    ({ hearing } = heard);
    return heard.says;
  });
}

function done(status: "complete" | "cancelled"): JobFrame {
  const times = { createdAtMs: 0, startedAtMs: 0, completedAtMs: 1, remainingMs: 0, averageMs: null };
  const language = { detectedLanguage: "en", languageProbability: null, rawText: null };
  const extent = { durationSamples: 90 * 16_000, doneSamples: 0, plannedSamples: 0 };
  const job = { jobId: "", accountId: "", status, text: "", segments: [], failure: null };
  return { type: "done", id: 999, snapshot: { ...job, ...times, ...language, ...extent } };
}

test("whatever is said and whenever pauses are told, the results are the pieces of the finished job", ({ expect }) => {
  fc.assert(
    fc.property(anyTalk, fc.array(fc.boolean(), { minLength: 30, maxLength: 30 }), (talk, tells) => {
      const tokens = tokensOf(talk);
      const frames = tokens.flatMap((token, at): JobFrame[] => {
        const frame: JobFrame = { type: "token", id: at + 1, chunkIndex: 0, token };
        const next = tokens[at + 1]?.startSample ?? token.endSample;
        return tells[at] === true ? [frame, { type: "told", id: null, throughSample: next }] : [frame];
      });
      const segments = assembleSegments(tokens.map((token) => Object.assign({ channel: 0 }, token)));
      const pieces = presentPieces(segments, { partial: false, isOver: true });
      const results = hearAll([...frames, done("complete")]).filter(({ type }) => type === "result");
      expect(results).toEqual(
        pieces.map(({ transcript, time_start, time_end }) => ({ type: "result", transcript, time_start, time_end })),
      );
    }),
  );
});

test("an utterance is told at the first sign of a pause after it, and not before", ({ expect }) => {
  const token = { text: "hello", startSample: 0, endSample: 16_000 };
  const told = (throughSample: number): JobFrame => ({ type: "told", id: null, throughSample });
  const word: JobFrame = { type: "token", id: 1, chunkIndex: 0, token };
  expect(hearAll([word, told(25_599)])).toEqual([]);
  expect(hearAll([word, told(25_600)])).toMatchObject([{ type: "result", transcript: "hello" }]);
});

test("what is being said is told again only when it has grown", ({ expect }) => {
  const token = { text: " hello", startSample: 0, endSample: 16_000 };
  const { hearing } = hearFrame(NOTHING_HEARD, { type: "token", id: 1, chunkIndex: 0, token });
  const once = hearPartial(hearing);
  expect(once.says).toEqual([{ type: "partial", transcript: "hello" }]);
  expect(hearPartial(once.hearing).says).toEqual([]);
});

test("the end tells the length, what it cost, and the status last", ({ expect }) => {
  expect(hearAll([done("complete")])).toEqual([
    { type: "metadata", duration: 90, quota_used: 120 },
    { type: "status", status: "complete" },
  ]);
  expect(hearAll([done("cancelled")])).toEqual([
    { type: "error", message: "the job is cancelled" },
    { type: "status", status: "cancelled" },
  ]);
});
