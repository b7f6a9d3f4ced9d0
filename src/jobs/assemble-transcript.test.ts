import * as fc from "fast-check";
import { describe, test } from "vitest";
import { SAMPLE_RATE } from "../contract/units.ts";
import { assembleSegments, assembleText } from "./assemble-transcript.ts";
import type { PlacedToken } from "./assemble-transcript.ts";

function token(text: string, start: number, end: number, channel = 0): PlacedToken {
  return { text, startSample: Math.round(start * SAMPLE_RATE), endSample: Math.round(end * SAMPLE_RATE), channel };
}

describe("segments", () => {
  test("end at a pause", ({ expect }) => {
    const segments = assembleSegments([token("one", 0, 0.4), token(" two", 0.5, 0.9), token(" three", 1.6, 2)]);
    expect(segments.map(({ text, startSample, endSample }) => [text, startSample, endSample])).toEqual([
      ["one two", 0, 14_400],
      ["three", 25_600, 32_000],
    ]);
  });

  test("end before they outgrow a subtitle", ({ expect }) => {
    const tokens = Array.from({ length: 60 }, (_, n) => token(" word", n * 0.5, n * 0.5 + 0.4));
    for (const segment of assembleSegments(tokens)) {
      expect(segment.endSample - segment.startSample).toBeLessThanOrEqual(7 * SAMPLE_RATE);
      expect(segment.text.length).toBeLessThanOrEqual(84);
    }
  });

  test("never mix channels", ({ expect }) => {
    const segments = assembleSegments([token("left", 0, 0.4, 0), token(" right", 0.4, 0.8, 1)]);
    expect(segments.map((segment) => segment.channel)).toEqual([0, 1]);
  });

  test("of several channels come in order of their start, and hold what was told in one go", ({ expect }) => {
    const passage = (passageSample: number, ...tokens: PlacedToken[]) =>
      tokens.map((each) => Object.assign(each, { passageSample }));
    const segments = assembleSegments([
      ...passage(1, token("how are", 0.5, 1, 0), token(" you", 1, 1.2, 0)),
      ...passage(2, token(" wait", 0.8, 1, 1)),
      ...passage(3, token(" now", 1.3, 1.5, 0), token(" then", 2.9, 3, 0)),
      ...passage(4, token(" oh", 0.4, 0.6, 1)),
    ]);
    expect(segments.map(({ channel, text, index }) => [index, channel, text])).toEqual([
      [0, 1, "oh"],
      [1, 0, "how are you"],
      [2, 1, "wait"],
      [3, 0, "now then"],
    ]);
  });

  test("keep a mark with the word that it stands behind, however long they get", ({ expect }) => {
    const words = Array.from({ length: 12 }, (_, n) => token(" woord", n * 0.5, n * 0.5 + 0.4));
    const marked = [...words, token(" abcdefghijk", 6, 6.4), token(".", 6.4, 6.4)];
    expect(assembleSegments(marked).map(({ text }) => text.endsWith(" abcdefghijk."))).toEqual([true]);
  });

  test("count a token without white space as the end of the word before", ({ expect }) => {
    const [segment] = assembleSegments([token("trans", 0, 0.2), token("cript", 0.2, 0.4), token(" done", 0.4, 0.6)]);
    expect(segment?.words).toEqual([
      { text: "transcript", startSample: 0, endSample: 6400 },
      { text: "done", startSample: 6400, endSample: 9600 },
    ]);
  });

  test("of no tokens are none", ({ expect }) => {
    expect(assembleSegments([])).toEqual([]);
  });
});

test("no text is lost or moved between the tokens, the segments and the words", ({ expect }) => {
  const tokens = fc.array(
    fc.record({
      gap: fc.integer({ min: 0, max: 20_000 }),
      length: fc.integer({ min: 1, max: 9_000 }),
      text: fc.stringMatching(/^ ?[a-z]{1,9}$/),
    }),
  );
  fc.assert(
    fc.property(tokens, (steps) => {
      let at = 0;
      const placed = steps.map(({ gap, length, text }) => {
        const startSample = at + gap;
        at = startSample + length;
        return { text, startSample, endSample: at, channel: 0 };
      });
      const segments = assembleSegments(placed);
      const letters = assembleText(placed).replaceAll(" ", "");
      expect(
        segments
          .map((s) => s.text)
          .join("")
          .replaceAll(" ", ""),
      ).toBe(letters);
      expect(
        segments
          .flatMap((s) => s.words)
          .map((w) => w.text)
          .join(""),
      ).toBe(letters);
      expect(segments.map((s) => s.index)).toEqual(segments.map((_, n) => n));
    }),
  );
});
