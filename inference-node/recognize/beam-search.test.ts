import * as fc from "fast-check";
import { test } from "vitest";
import { beamSearch } from "./beam-search.ts";
import type { CtcAlphabet, CtcOutput } from "./decode-tokens.ts";
import { readLexicon } from "./lexicon.ts";
import { lexiconFile } from "./testing/lexicon-file.ts";

const PIECES = ["k", "ae", "t", "s", "ax", "n", "uw", "m"];
const BLANK = PIECES.length;
const VOCABULARY = PIECES.length + 1;
const FRAME_SAMPLES = 640;
const ALPHABET: CtcAlphabet = { pieces: PIECES, blankIndex: BLANK, frameSamples: FRAME_SAMPLES };

const WORDS = {
  a: [["ax"], -2],
  cat: [["k", "ae", "t"], -4],
  gnu: [["n", "uw"], -8],
  knew: [["n", "uw"], -6],
  new: [["n", "uw"], -4],
  noon: [["n", "uw", "n"], -6],
  sat: [["s", "ae", "t"], -4],
} as const;
const LEXICON = readLexicon(
  lexiconFile({
    sounds: { k: "k", ae: "a", t: "t", s: "s", ax: "a", n: "n", uw: "oo", m: "m" },
    words: WORDS,
    bigrams: { "a gnu": -0.25, "cat knew": -0.25 },
  }),
);

/** A piece a frame, "_" for the blank; "n/m" is heard as one or the other, the first a little likelier. */
function hear(path: string, probability = 0.94): CtcOutput {
  const frames = path.split(" ").filter((frame) => frame !== "");
  const logProbs = new Float32Array(frames.length * VOCABULARY).fill(Math.log((1 - probability) / (VOCABULARY - 1)));
  for (const [frame, heard] of frames.entries()) {
    const [first = "", second] = heard.split("/");
    const put = (name: string, share: number): void => {
      const index = name === "_" ? BLANK : PIECES.indexOf(name);
      logProbs[frame * VOCABULARY + index] = Math.log(probability * share);
    };
    put(first, second === undefined ? 1 : 0.6);
    if (second !== undefined) put(second, 0.4);
  }
  return { logProbs, frames: frames.length, vocabulary: VOCABULARY };
}

function decode(output: CtcOutput, samples = output.frames * FRAME_SAMPLES) {
  return beamSearch(output, ALPHABET, LEXICON, samples);
}

function text(path: string): string {
  return decode(hear(path))
    .map((token) => token.text)
    .join("");
}

test("finds the words that the sounds make up, with or without pauses", ({ expect }) => {
  expect(text("ax k ae t _ s ae t")).toBe(" a cat sat");
});

test("gives each word the frames from its first sound to its last", ({ expect }) => {
  expect(decode(hear("_ k k _ ae t _ _ s ae ae t _"))).toEqual([
    { text: " cat", startSample: 640, endSample: 6 * 640 },
    { text: " sat", startSample: 8 * 640, endSample: 12 * 640 },
  ]);
});

test("corrects a misheard sound into a word", ({ expect }) => {
  expect(text("m/n uw m/n")).toBe(" noon");
});

test("chooses among words that sound alike by the word before", ({ expect }) => {
  expect(text("n uw")).toBe(" new");
  expect(text("ax n uw")).toBe(" a gnu");
  expect(text("k ae t _ n uw")).toBe(" cat knew");
});

test("writes sounds that are no word as they might be spelled", ({ expect }) => {
  expect(text("k ae t _ m ae k s uw s _ s ae t")).toBe(" cat maksoos sat");
});

test("ends no word after the end of the chunk", ({ expect }) => {
  expect(decode(hear("_ n uw"), 1_500)).toEqual([{ text: " new", startSample: 640, endSample: 1_500 }]);
});

test("makes no words of silence, of nothing, or of what the network only guessed", ({ expect }) => {
  expect(text("_ _ _ _")).toBe("");
  expect(text("")).toBe("");
  expect(decode(hear("k ae t s ae t", 0.2))).toEqual([]);
});

const spoken = fc.array(fc.constantFrom("a", "cat", "noon", "sat"), { maxLength: 12 });
const repeats = fc.infiniteStream(fc.integer({ min: 1, max: 3 }));

test("gives back clearly spoken words at any speed", ({ expect }) => {
  fc.assert(
    fc.property(spoken, repeats, (words, held) => {
      const frames = words.flatMap((word) => [
        ...WORDS[word as keyof typeof WORDS][0].flatMap((sound) =>
          Array.from({ length: held.next().value ?? 1 }, () => sound),
        ),
        "_",
      ]);
      expect(decode(hear(frames.join(" "), 0.999)).map((token) => token.text)).toEqual(words.map((word) => ` ${word}`));
    }),
  );
});

const anyOutput = fc
  .array(fc.array(fc.float({ min: -9, max: 0, noNaN: true }), { minLength: VOCABULARY, maxLength: VOCABULARY }), {
    maxLength: 60,
  })
  .map((rows): CtcOutput => {
    const normalised = rows.map((row) => {
      const sum = Math.log(row.reduce((total, logit) => total + Math.exp(logit), 0));
      return row.map((logit) => logit - sum);
    });
    return { logProbs: Float32Array.from(normalised.flat()), frames: rows.length, vocabulary: VOCABULARY };
  });

test("keeps words in order, apart and inside the chunk, whatever the network says", ({ expect }) => {
  fc.assert(
    fc.property(anyOutput, fc.integer({ min: 0, max: FRAME_SAMPLES - 1 }), (output, missing) => {
      const samples = Math.max(0, output.frames * FRAME_SAMPLES - missing);
      let freeFrom = 0;
      for (const token of decode(output, samples)) {
        expect(token.startSample).toBeGreaterThanOrEqual(freeFrom);
        expect(token.endSample).toBeGreaterThan(token.startSample);
        expect(token.endSample).toBeLessThanOrEqual(samples);
        expect(token.text).toMatch(/^ [a-z']+$/);
        freeFrom = token.endSample;
      }
    }),
    { numRuns: 30 },
  );
});

test("takes little time over a chunk in which the network hears everything at once", ({ expect }) => {
  const frames = 700;
  const logProbs = new Float32Array(frames * VOCABULARY).fill(-Math.log(VOCABULARY));
  const startedMs = performance.now();
  decode({ logProbs, frames, vocabulary: VOCABULARY });
  expect(performance.now() - startedMs).toBeLessThan(5_000);
});
