import * as fc from "fast-check";
import { test } from "vitest";
import { type LanguageReport, lockLanguage } from "./lock-language.ts";

/** `"en.9 ru.6 -"`: a report per word, with the tenths of its probability; `-` tells nothing, `en` no probability. */
function reports(text: string): LanguageReport[] {
  return text.split(" ").map((word) => {
    const [language = "", tenths] = word.split(".");
    const probability = tenths === undefined ? null : Number(tenths) / 10;
    return { language: language === "-" ? null : language, probability, samples: 16_000 };
  });
}

test.for([
  ["-", null, false],
  ["en.4", null, false],
  ["en.6", "en", false],
  ["en.9", "en", true],
  ["en.6 en.6", "en", true],
  ["en", "en", true],
  ["ru.6 en.9", "en", true],
  ["ru.6 en.6 en.6", "en", true],
  ["en.9 ru.7 ru.7 ru.7 ru.7", "en", true],
  ["en.9 ru.9 en.9 ru.9 en.9 ru.9", "en", true],
  ["en.9 ru.9 ru.9", "en", true],
  ["en.9 ru.9 ru.9 ru.9", "ru", true],
  ["- en.2 - en.9 -", "en", true],
] as const)("%s is decided as %s, locked: %s", ([text, language, locked], { expect }) => {
  expect(lockLanguage(reports(text))).toMatchObject({ language, locked });
});

test("the probability is that of the reports that agree, by length; null when no engine told one", ({ expect }) => {
  const long = { language: "en", probability: 0.9, samples: 3 };
  const short = { language: "en", probability: 0.5, samples: 1 };
  const other = { language: "ru", probability: 0.6, samples: 9 };
  expect(lockLanguage([long, short, other]).probability).toBeCloseTo(0.8);
  expect(lockLanguage(reports("en en")).probability).toBeNull();
  expect(lockLanguage([]).probability).toBeNull();
});

test("one report never flips a language that several have locked", ({ expect }) => {
  const confident = fc.double({ min: 0.8, max: 1, noNaN: true });
  fc.assert(
    fc.property(fc.array(confident, { minLength: 1, maxLength: 8 }), confident, fc.nat(), (sure, noise, at) => {
      const all = sure.map((probability) => ({ language: "en", probability, samples: 1 }));
      all.splice(1 + (at % all.length), 0, { language: "ru", probability: noise, samples: 1 });
      expect(lockLanguage(all).language).toBe("en");
    }),
  );
});
