import * as fc from "fast-check";
import { test } from "vitest";
import { type CtcAlphabet, type CtcOutput, decodeTokens } from "./decode-tokens.ts";

const ALPHABET: CtcAlphabet = { pieces: ["<unk>", "s", "▁", "▁the", "▁a", "ing"], blankIndex: 6, frameSamples: 1_280 };
const [UNKNOWN, S, SPACE, THE, A, ING, BLANK] = [0, 1, 2, 3, 4, 5, 6] as const;
const VOCABULARY = 7;

/** A network output whose best entry is the given one in each frame, with that probability. */
function output(path: readonly number[], probability = 0.94): CtcOutput {
  const rest = Math.log((1 - probability) / (VOCABULARY - 1));
  const logProbs = new Float32Array(path.length * VOCABULARY).fill(rest);
  for (const [frame, index] of path.entries()) logProbs[frame * VOCABULARY + index] = Math.log(probability);
  return { logProbs, frames: path.length, vocabulary: VOCABULARY };
}

function decode(path: readonly number[], { samples = path.length * 1_280, probability = 0.94 } = {}) {
  return decodeTokens(output(path, probability), ALPHABET, samples);
}

test("joins repeated frames and keeps a piece that a blank repeats", ({ expect }) => {
  expect(decode([THE, THE, S, S, BLANK, S])).toMatchObject([{ text: " thess" }]);
});

test("gives each word the frames from its first piece to its last", ({ expect }) => {
  expect(decode([BLANK, THE, THE, BLANK, BLANK, A, ING, BLANK])).toEqual([
    { text: " the", startSample: 1_280, endSample: 3_840 },
    { text: " aing", startSample: 6_400, endSample: 8_960 },
  ]);
});

test("opens the first word of a chunk even where no piece does", ({ expect }) => {
  expect(decode([ING, BLANK, A]).map((token) => token.text)).toEqual([" ing", " a"]);
});

test("takes the letters after a bare word start into its word, and makes no word of it alone", ({ expect }) => {
  expect(decode([SPACE, S, BLANK, SPACE]).map((token) => token.text)).toEqual([" s"]);
});

test("writes no control symbols", ({ expect }) => {
  expect(decode([UNKNOWN, THE, UNKNOWN, S]).map((token) => token.text)).toEqual([" thes"]);
});

test("ends no word after the end of the chunk", ({ expect }) => {
  expect(decode([BLANK, THE], { samples: 2_000 })).toEqual([{ text: " the", startSample: 1_280, endSample: 2_000 }]);
});

test("drops words that the network only guessed", ({ expect }) => {
  expect(decode([THE, BLANK, A], { probability: 0.2 })).toEqual([]);
});

test("gives no words for blanks or for no frames", ({ expect }) => {
  expect(decode([BLANK, BLANK])).toEqual([]);
  expect(decode([])).toEqual([]);
});

const anyPath = fc.array(fc.integer({ min: 0, max: VOCABULARY - 1 }), { maxLength: 80 });

test("keeps words in order, apart and inside the chunk, whatever the network says", ({ expect }) => {
  fc.assert(
    fc.property(anyPath, fc.integer({ min: 0, max: 1_279 }), (path, missing) => {
      const samples = Math.max(0, path.length * 1_280 - missing);
      let freeFrom = 0;
      for (const token of decode(path, { samples })) {
        expect(token.startSample).toBeGreaterThanOrEqual(freeFrom);
        expect(token.endSample).toBeGreaterThan(token.startSample);
        expect(token.endSample).toBeLessThanOrEqual(samples);
        expect(token.text).toMatch(/^ \S+$/);
        freeFrom = token.endSample;
      }
    }),
  );
});

test("concatenates to the text of the best path", ({ expect }) => {
  fc.assert(
    fc.property(anyPath, (path) => {
      const kept = path.filter((index, frame) => index !== BLANK && index !== UNKNOWN && index !== path[frame - 1]);
      const text = kept.map((index) => ALPHABET.pieces[index] ?? "").join("");
      const words = text.split("▁").filter((word) => word !== "");
      expect(
        decode(path)
          .map((token) => token.text)
          .join(""),
      ).toBe(words.map((word) => ` ${word}`).join(""));
    }),
  );
});
