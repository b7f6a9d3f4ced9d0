import * as fc from "fast-check";
import { test } from "vitest";
import type { Segment } from "../../../contract/job.ts";
import { presentPieces } from "./present-pieces.ts";

const SECOND = 16_000;

function segment(text: string, start: number, end: number, channel = 0): Segment {
  return { index: 0, channel, startSample: start * SECOND, endSample: end * SECOND, text, words: [] };
}

/** Cut for its length after 7 s, then a pause; meanwhile another channel. */
const SPOKEN = [
  segment("a long", 0, 7),
  segment("sentence", 7, 8),
  segment("and more", 9, 10),
  segment("meanwhile", 6, 8, 1),
];
const BRIEF = (pieces: ReturnType<typeof presentPieces>) => pieces.map((piece) => [piece.transcript, piece.final]);

test("whole utterances are final, each once, by time and channel", ({ expect }) => {
  expect(presentPieces(SPOKEN, { partial: false, isOver: true })).toEqual([
    { transcript: "a long sentence", final: true, time_start: 0, time_end: 8, channel: 0, speaker_tag: 1 },
    { transcript: "meanwhile", final: true, time_start: 6, time_end: 8, channel: 1, speaker_tag: 1 },
    { transcript: "and more", final: true, time_start: 9, time_end: 10, channel: 0, speaker_tag: 1 },
  ]);
});

test("with partial pieces, one that was cut in the middle of an utterance is not final", ({ expect }) => {
  expect(BRIEF(presentPieces(SPOKEN, { partial: true, isOver: true }))).toEqual([
    ["a long", false],
    ["meanwhile", true],
    ["sentence", true],
    ["and more", true],
  ]);
});

test("while the job runs, the last piece of each channel may go on", ({ expect }) => {
  expect(BRIEF(presentPieces(SPOKEN, { partial: true, isOver: false }))).toEqual([
    ["a long", false],
    ["meanwhile", false],
    ["sentence", true],
    ["and more", false],
  ]);
});

test("pieces that start together are in order of their channels", ({ expect }) => {
  const pieces = presentPieces([segment("b", 1, 2, 1), segment("a", 1, 3, 0)], { partial: false, isOver: true });
  expect(pieces.map(({ channel }) => channel)).toEqual([0, 1]);
});

test("either way every word is in exactly one piece", ({ expect }) => {
  const part = fc.record({ start: fc.nat(100), length: fc.nat(8), channel: fc.nat(2) });
  fc.assert(
    fc.property(fc.array(part), fc.boolean(), fc.boolean(), (parts, partial, isOver) => {
      const segments = parts.map(({ start, length, channel }, n) => segment(`w${n}`, start, start + length, channel));
      const pieces = presentPieces(segments, { partial, isOver });
      const words = pieces.flatMap(({ transcript }) => transcript.split(" "));
      expect(words.toSorted()).toEqual(segments.map(({ text }) => text).toSorted());
      expect(pieces.map(({ time_start }) => time_start)).toEqual(
        pieces.map(({ time_start }) => time_start).toSorted((a, b) => a - b),
      );
    }),
  );
});
