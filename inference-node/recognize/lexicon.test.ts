import { gzipSync } from "node:zlib";
import { test } from "vitest";
import { readLexicon } from "./lexicon.ts";
import { lexiconFile } from "./testing/lexicon-file.ts";

const CAT_SAT = lexiconFile({
  sounds: { k: "k", ae: "a", t: "t", s: "s" },
  words: { cat: [["k", "ae", "t"], -2], kat: [["k", "ae", "t"], -6], sat: [["s", "ae", "t"], -3] },
  bigrams: { "cat sat": -0.5, "sat cat": -1 },
  trigrams: { "cat sat cat": -0.25 },
});

test("finds the words that have given sounds, and the best of those that begin so", ({ expect }) => {
  const { words, sounds, trie } = readLexicon(CAT_SAT);
  expect(sounds.map(({ name }) => name)).toEqual(["k", "ae", "t", "s"]);
  const ka = trie.child(trie.child(0, 0), 1);
  expect(trie.spelling(ka)).toEqual([0, 1]);
  expect([trie.depth(ka), trie.bestLogProb(ka), trie.wordsAt(ka).length]).toEqual([2, -2, 0]);
  expect(Array.from(trie.wordsAt(trie.child(ka, 2)), (word) => words[word])).toEqual(["cat", "kat"]);
  expect(trie.child(ka, 3)).toBe(-1);
});

test("asks the longest context known and backs off from it", ({ expect }) => {
  const { ngrams } = readLexicon(CAT_SAT);
  const [cat, kat, sat] = [0, 1, 2] as const;
  const afterCat = ngrams.next(-1, cat);
  const afterCatSat = ngrams.next(afterCat, sat);
  expect(ngrams.logProb(-1, sat)).toBe(-3);
  expect(ngrams.logProb(afterCat, sat)).toBe(-0.5);
  expect(ngrams.logProb(afterCatSat, cat)).toBe(-0.25);
  expect(ngrams.logProb(ngrams.next(-1, sat), cat)).toBe(-1);
  expect(ngrams.logProb(afterCat, kat)).toBe(-1 - 6);
  expect(ngrams.logProb(afterCatSat, kat)).toBe(-1 - 1 - 6);
});

test("refuses other files and torn ones", ({ expect }) => {
  expect(() => readLexicon(gzipSync("something else"))).toThrow("the lexicon is not in the LEX1 format");
  expect(() => readLexicon(lexiconFile({ sounds: { k: "k" }, words: { k: [["k"], -1] }, cut: 1 }))).toThrow(
    "the lexicon ends early",
  );
});
