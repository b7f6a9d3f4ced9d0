import * as fc from "fast-check";
import { test } from "vitest";
import { checkCuts, textOf, tokensOf } from "../../testing/text-rules.ts";
import { writeNumerals } from "./write-numerals.ts";

function written(text: string, before = ""): string {
  return textOf(writeNumerals(tokensOf(text), { before, isEnd: true }).told);
}

test.for<[string, string]>([
  ["i have twenty five cats", "i have 25 cats"],
  ["Twenty-five, thirty.", "25, 30."],
  ["two hundred and five people and six dogs", "205 people and 6 dogs"],
  ["one thousand two hundred and thirty four", "1234"],
  ["five million three hundred thousand and two", "5300002"],
  ["a hundred thousand men", "100000 men"],
  ["a thousand and one nights", "1001 nights"],
  ["sixteen hundred", "1600"],
  ["nineteen eighty four was a year", "1984 was a year"],
  ["twenty twenty six and nineteen oh five", "2026 and 1905"],
  ["three point one four", "3.14"],
  ["the twenty first of may", "the 21st of may"],
  ["the seven hundredth, the eleventh", "the 700th, the 11th"],
  ["two thousand three thousand", "2000 3000"],
  ["fifty sixty", "50 60"],
  ["one two three go", "1 2 3 go"],
  ["zero", "0"],
])("%j becomes %j", ([text, expected], { expect }) => {
  expect(written(text)).toBe(expected);
});

test.for(["one of them", "no one knows", "at first a second chance", "and a point", "oh and a cat", "попугай", ""])(
  "%j stays as it is",
  (text, { expect }) => {
    expect(written(text)).toBe(text);
  },
);

test("a number has the time from its first word to its last", ({ expect }) => {
  const { told, consumed } = writeNumerals(tokensOf("in twenty five years"), { before: "", isEnd: true });
  expect(told[1]).toEqual({ text: " 25", startSample: 1000, endSample: 2900 });
  expect(consumed).toBe(4);
});

test("a one after digits is a digit", ({ expect }) => {
  expect(written("one", "5")).toBe("1");
  expect(written("one", "five")).toBe("one");
});

test("what may go on waits for its end", ({ expect }) => {
  expect(writeNumerals(tokensOf("so twenty five"), { before: "", isEnd: false }).consumed).toBe(1);
  expect(writeNumerals(tokensOf("so twenty five cats"), { before: "", isEnd: false }).consumed).toBe(1);
  expect(writeNumerals(tokensOf("so twenty five cats sat"), { before: "", isEnd: false }).consumed).toBe(4);
});

test("however the tokens come, what is told adds up to the same", ({ expect }) => {
  const words = [
    ..."one five twenty thirty-two hundred thousand and point a oh first cats nineteen".split(" "),
    "two,",
  ];
  expect(checkCuts(writeNumerals, words)).toMatchObject({ failed: false, counterexample: null });
});

test("any ordinary whole number that is spoken is written", ({ expect }) => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 999_999_999 }), (value) => {
      expect(written(speak(value))).toBe(String(value));
    }),
  );
});

const SMALL =
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(
    " ",
  );
const TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ");

function speak(value: number): string {
  if (value >= 1e6) return `${speak(Math.floor(value / 1e6))} million${rest(value % 1e6)}`;
  if (value >= 1e3) return `${speak(Math.floor(value / 1e3))} thousand${rest(value % 1e3)}`;
  if (value >= 100) return `${SMALL[Math.floor(value / 100)]} hundred${rest(value % 100)}`;
  if (value >= 20) return `${TENS[Math.floor(value / 10) - 2]}${rest(value % 10)}`;
  return SMALL[value] ?? "";
}

function rest(value: number): string {
  return value === 0 ? "" : ` ${speak(value)}`;
}
