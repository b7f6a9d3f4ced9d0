import * as fc from "fast-check";
import { describe, test } from "vitest";
import { assignVoices, type Lane } from "./assign-voices.ts";

const ALIKE = () => 0.9;
const DIFFERENT = () => 0.2;

function lanesOf(...lanes: readonly (readonly [energy: number, voiced: boolean, isSpeaking?: boolean])[]): Lane[] {
  return lanes.map(([energy, voiced, isSpeaking = false], channel) => ({ channel, energy, voiced, isSpeaking }));
}

function owners(lanes: readonly Lane[], likeness: (a: number, b: number) => number): number[] {
  return [...assignVoices(lanes, likeness)].toSorted((a, b) => a - b);
}

describe("a voice that several lanes hold", () => {
  test("belongs to the loudest, and to the first of those that are as loud", ({ expect }) => {
    expect(owners(lanesOf([10, true], [100, true]), ALIKE)).toEqual([1]);
    expect(owners(lanesOf([60, true], [100, true]), ALIKE)).toEqual([0]);
  });

  test("stays with the lane that has it until another is much louder", ({ expect }) => {
    expect(owners(lanesOf([100, true], [30, true, true]), ALIKE)).toEqual([1]);
    expect(owners(lanesOf([100, true], [20, true, true]), ALIKE)).toEqual([0]);
  });

  test("is not lost where it was noticed in a weaker lane alone", ({ expect }) => {
    expect(owners(lanesOf([100, false], [20, true]), ALIKE)).toEqual([0]);
  });
});

test("voices that differ stay where they are, and lanes without one get none", ({ expect }) => {
  expect(owners(lanesOf([100, true], [20, true], [50, false]), DIFFERENT)).toEqual([0, 1]);
  expect(owners(lanesOf([100, false], [20, false]), ALIKE)).toEqual([]);
});

test("whatever is alike, a moment with a voice has an owner, and none without", ({ expect }) => {
  const lane = fc.tuple(fc.nat(100), fc.boolean(), fc.boolean());
  fc.assert(
    fc.property(
      fc.array(lane, { minLength: 1, maxLength: 6 }),
      fc.func(fc.double({ min: 0, max: 1, noNaN: true })),
      (drawn, likeness) => {
        const lanes = lanesOf(...drawn);
        const own = assignVoices(lanes, (a, b) => likeness(Math.min(a, b), Math.max(a, b)));
        expect(own.size > 0).toBe(lanes.some(({ voiced }) => voiced));
        expect(own.size).toBeLessThanOrEqual(lanes.length);
      },
    ),
  );
});
