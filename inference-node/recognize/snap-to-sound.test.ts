import * as fc from "fast-check";
import { test } from "vitest";
import { snapToSound } from "./snap-to-sound.ts";
import { LEVEL_FRAME_SAMPLES } from "./sound-levels.ts";

const LOUD = 60;
const QUIET = 5;

/** Levels of frames, one letter each: `#` loud, `.` quiet. */
function levels(picture: string): Float64Array {
  return Float64Array.from(picture, (frame) => (frame === "#" ? LOUD : QUIET));
}

function snap(picture: string, ...words: [startFrame: number, endFrame: number][]): [number, number][] {
  const tokens = words.map(([start, end]) => ({
    text: " word",
    startSample: start * LEVEL_FRAME_SAMPLES,
    endSample: end * LEVEL_FRAME_SAMPLES,
  }));
  return snapToSound(tokens, levels(picture), picture.length * LEVEL_FRAME_SAMPLES).map((token) => [
    token.startSample / LEVEL_FRAME_SAMPLES,
    token.endSample / LEVEL_FRAME_SAMPLES,
  ]);
}

test("moves a word out of the silence before it to where the sound begins", ({ expect }) => {
  expect(snap("..........####....", [0, 2])).toEqual([[10, 12]]);
});

test("keeps the end of a word that lasts into the sound", ({ expect }) => {
  expect(snap("..........####....", [8, 14])).toEqual([[10, 14]]);
});

test("leaves words on sound and words told shortly after it where they are", ({ expect }) => {
  expect(snap("..####............####", [2, 4], [8, 10])).toEqual([
    [2, 4],
    [8, 10],
  ]);
});

test("moves no word to or past the next one, and none where no sound follows", ({ expect }) => {
  expect(snap("..........####....", [0, 2], [10, 12])).toEqual([
    [0, 2],
    [10, 12],
  ]);
  expect(snap("####..............", [14, 16])).toEqual([[14, 16]]);
});

test("keeps words in order, apart and inside the chunk, whatever the levels", ({ expect }) => {
  const picture = fc.string({ unit: fc.constantFrom("#", "."), minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(picture, fc.uniqueArray(fc.nat(59), { maxLength: 8 }), (frames, starts) => {
      const words = starts.filter((start) => start < frames.length).toSorted((a, b) => a - b);
      let freeFrom = 0;
      for (const [start, end] of snap(frames, ...words.map((at): [number, number] => [at, at + 1]))) {
        expect(start).toBeGreaterThanOrEqual(freeFrom);
        expect(end).toBeGreaterThan(start);
        expect(end).toBeLessThanOrEqual(frames.length);
        freeFrom = end;
      }
    }),
  );
});
