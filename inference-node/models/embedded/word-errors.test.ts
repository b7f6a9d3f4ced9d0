import { test } from "vitest";
import { addErrors, normaliseText, wordErrors } from "./word-errors.ts";

test("counts substitutions, deletions and insertions", ({ expect }) => {
  expect(wordErrors(["a", "b", "c", "d"], ["a", "x", "d", "e"])).toEqual({ errors: 3, words: 4 });
});

test("counts every word of the reference when nothing was heard", ({ expect }) => {
  expect(wordErrors(["a", "b"], [])).toEqual({ errors: 2, words: 2 });
});

test("counts every heard word as an insertion when nothing was said", ({ expect }) => {
  expect(wordErrors([], ["a", "b"])).toEqual({ errors: 2, words: 0 });
});

test("ignores case, punctuation and spacing", ({ expect }) => {
  expect(normaliseText(" It's  a well-known Fact.\n")).toEqual(["it's", "a", "well", "known", "fact"]);
});

test("adds up over recordings", ({ expect }) => {
  const first = addErrors(undefined, { errors: 1, words: 4 });
  expect(addErrors(first, { errors: 2, words: 6 })).toEqual({ errors: 3, words: 10 });
});
