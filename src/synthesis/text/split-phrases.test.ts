import * as fc from "fast-check";
import { describe, test } from "vitest";
import { LONGEST_FIRST_PHRASE, LONGEST_PHRASE, splitPhrases } from "./split-phrases.ts";

function textsOf(text: string): string[] {
  return splitPhrases(text).map((phrase) => phrase.text);
}

/** What must survive: everything but white space and control characters. */
function ink(text: string): string {
  return text.replaceAll(/[\s\p{Cc}]/gu, "");
}

function graphemes(text: string): string[] {
  return Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment);
}

/** Texts out of everything that a cut could go wrong at. */
const tricky = fc
  .array(
    fc.oneof(
      fc.constantFrom(". ", "! ", "? ", "… ", "... ", ", ", " — ", ": ", "\n", "\n\n", " ", "\t", "\u0000", "\u00a0"),
      fc.constantFrom("г. ", "т.е. ", "Mr. ", "3.14", "«Да!» ", "“No.” ", "。", "я\u0301", "e\u0301", "👩‍🚀", "🇷🇺", "字"),
      fc.string({ unit: "grapheme", maxLength: 12 }),
      fc.stringMatching(/^[a-zа-я]{1,12} $/),
    ),
    { maxLength: 200 },
  )
  .map((parts) => parts.join(""));

describe("phrases", () => {
  test("hold every character of the text that is not white space, in order", ({ expect }) => {
    fc.assert(
      fc.property(tricky, (text) => {
        expect(ink(textsOf(text).join(""))).toBe(ink(text));
      }),
    );
  });

  test("are never longer than the limit, the first one much shorter, unless they are one character", ({ expect }) => {
    fc.assert(
      fc.property(tricky, (text) => {
        for (const [index, phrase] of textsOf(text).entries()) {
          const limit = index === 0 ? LONGEST_FIRST_PHRASE : LONGEST_PHRASE;
          expect(phrase.length <= limit || graphemes(phrase).length === 1).toBe(true);
          expect(phrase).toBe(phrase.trim());
        }
      }),
    );
  });

  test("never separate a mark from its letter nor the parts of an emoji, however long a word is", ({ expect }) => {
    const unit = fc.constantFrom("я\u0301", "e\u0301\u0323", "👩‍🚀", "🇷🇺", "字", "x");
    fc.assert(
      fc.property(fc.array(unit, { minLength: 1, maxLength: 400 }), (units) => {
        const word = units.join("");
        expect(textsOf(word).flatMap(graphemes)).toEqual(graphemes(word));
      }),
    );
  });

  test("of a blank text are none", ({ expect }) => {
    expect(splitPhrases(" \n\t\u00a0\u0000 ")).toEqual([]);
  });

  test("start with the first sentence alone and then join what fits", ({ expect }) => {
    expect(textsOf("Hello there. How are you? I am fine.")).toEqual(["Hello there.", "How are you? I am fine."]);
  });

  test("start with a clause when the first sentence is long", ({ expect }) => {
    const text =
      "When the rain had finally stopped, the children ran out of the old house, laughing and shouting loudly.";
    expect(textsOf(text)).toEqual([
      "When the rain had finally stopped, the children ran out of the old house,",
      "laughing and shouting loudly.",
    ]);
  });

  test("cut long sentences at a comma, a semicolon or a dash, and only without one at a space", ({ expect }) => {
    const clause = (mark: string) => `Word ${"word ".repeat(29).trim()}${mark}`;
    for (const mark of [",", ";", " —", ":"]) {
      const phrases = textsOf(`Go. ${clause(mark)} ${clause(".")}`);
      expect(phrases).toEqual(["Go.", clause(mark), clause(".")]);
    }
    for (const phrase of textsOf("word ".repeat(200))) expect(phrase).toMatch(/^word( word)*$/);
  });

  test("are in the language that most of their letters belong to, never two sentences of different ones", ({
    expect,
  }) => {
    expect(splitPhrases("Hello. Как дела? 2024. Это мой iPhone. Good bye.")).toEqual([
      { text: "Hello.", language: "en" },
      { text: "Как дела? 2024. Это мой iPhone.", language: "ru" },
      { text: "Good bye.", language: "en" },
    ]);
  });

  test("without letters take the language of the text, and English when it has none at all", ({ expect }) => {
    expect(splitPhrases("1999! Год был тяжёлый.")[0]).toEqual({ text: "1999!", language: "ru" });
    expect(splitPhrases("🎉")).toEqual([{ text: "🎉", language: "en" }]);
  });
});
