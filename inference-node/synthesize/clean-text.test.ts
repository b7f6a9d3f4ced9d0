import * as fc from "fast-check";
import { test } from "vitest";
import { cleanText } from "./clean-text.ts";

test("keeps й, ё and é one letter each, however they were written", ({ expect }) => {
  expect(cleanText("и\u0306од е\u0308лка", "ru")).toBe("йод ёлка");
  expect(cleanText("cafe\u0301", "en")).toBe("café");
});

test("keeps a stress mark after a Russian vowel, in Russian only", ({ expect }) => {
  expect(cleanText("за\u0301мок Я\u0301", "ru")).toBe("за\u0301мок Я\u0301");
  expect(cleanText("за\u0301мок", "en")).toBe("замок");
});

test("drops combining marks that belong to nothing", ({ expect }) => {
  expect(cleanText("\u0301 к\u0301от 5\u0301 а\u0301\u0301 x\u0336", "ru")).toBe("кот 5 а\u0301 x");
  expect(cleanText("hello \u0301 q\u0301\u0489", "en")).toBe("hello q\u0489");
});

test("makes control characters, line breaks and rows of spaces one space", ({ expect }) => {
  expect(cleanText("a\u0000b\u0001\u001bc\r\n\td\u2028e\u00a0\u00a0f\n", "en")).toBe("a b c d e f");
});

test("drops invisible characters, but not the joiner of emoji", ({ expect }) => {
  expect(cleanText("so\u00adft\u200b \u202etext\ufeff 👩\u200d🔬", "en")).toBe("soft text 👩\u200d🔬");
});

test("is well formed and has no control characters and no loose acute, whatever it was", ({ expect }) => {
  const anyUnit = fc.integer({ min: 0, max: 0xffff });
  const oddUnit = fc.constantFrom(0, 0x0a, 0x65, 0x301, 0x308, 0x430, 0x43a, 0x200d, 0xd800, 0xdc00);
  fc.assert(
    fc.property(fc.array(fc.oneof(anyUnit, oddUnit)), fc.constantFrom("en", "ru"), (units, language) => {
      const clean = cleanText(String.fromCharCode(...units), language);
      expect(clean.isWellFormed()).toBe(true);
      expect(clean).not.toMatch(/\p{Cc}/u);
      expect(clean).not.toMatch(/(?<![аеёиоуыэюя])\u0301/iu);
    }),
  );
});
