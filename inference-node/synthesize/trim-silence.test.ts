import { test } from "vitest";
import { trimSilence } from "./trim-silence.ts";

function quietBut(length: number, loud: readonly number[]): Int16Array {
  const samples = new Int16Array(length).fill(50);
  for (const index of loud) samples[index] = -2000;
  return samples;
}

test("cuts silence to 220 samples on both sides of the sound, and leaves pauses inside", ({ expect }) => {
  const samples = quietBut(5000, [1000, 3000]);
  expect(trimSilence(samples)).toEqual(samples.subarray(780, 3221));
});

test("keeps what silence there is when it is short", ({ expect }) => {
  const samples = quietBut(30, [10, 20]);
  expect(trimSilence(samples)).toEqual(samples);
});

test("leaves nothing of silence", ({ expect }) => {
  expect(trimSilence(quietBut(1000, []))).toHaveLength(0);
  expect(trimSilence(new Int16Array())).toHaveLength(0);
});
