import { test } from "vitest";
import * as fc from "fast-check";
import type { Segment } from "../contract/job.ts";
import { groupUtterances } from "./group-utterances.ts";

const SECOND = 16_000;

function segment(index: number, start: number, end: number, channel = 0): Segment {
  return { index, channel, startSample: start * SECOND, endSample: end * SECOND, text: `part ${index}`, words: [] };
}

function indexes(segments: readonly Segment[]): number[][] {
  return groupUtterances(segments).map((utterance) => utterance.map(({ index }) => index));
}

test("segments that follow each other without a pause are one utterance", ({ expect }) => {
  expect(indexes([segment(0, 0, 7), segment(1, 7, 9), segment(2, 9.5, 12)])).toEqual([[0, 1, 2]]);
});

test("a pause of 0.6 s ends an utterance", ({ expect }) => {
  expect(indexes([segment(0, 0, 1), segment(1, 1.6, 2), segment(2, 2.59, 3)])).toEqual([[0], [1, 2]]);
});

test("channels do not end each other's utterances", ({ expect }) => {
  expect(indexes([segment(0, 0, 2, 0), segment(1, 1, 3, 1), segment(2, 2.1, 4, 0), segment(3, 3.1, 4, 1)])).toEqual([
    [0, 2],
    [1, 3],
  ]);
});

test("every segment is in exactly one utterance, in order of time", ({ expect }) => {
  const some = fc.record({ start: fc.nat(100), length: fc.nat(10), channel: fc.nat(2) });
  fc.assert(
    fc.property(fc.array(some), (parts) => {
      const segments = parts.map(({ start, length, channel }, n) => segment(n, start, start + length, channel));
      const utterances = groupUtterances(segments);
      expect(
        utterances
          .flat()
          .map(({ index }) => index)
          .toSorted((a, b) => a - b),
      ).toEqual(segments.map((_, n) => n));
      for (const utterance of utterances) {
        expect(new Set(utterance.map(({ channel }) => channel)).size).toBe(1);
        expect(utterance).toEqual(utterance.toSorted((a, b) => a.startSample - b.startSample));
      }
    }),
  );
});
