import { test } from "vitest";
import { DOCUMENT } from "../../testing/api-document.ts";
import { collectTexts } from "./collect-texts.ts";
import { RU, RU_PARTS } from "./ru.ts";
import { translate } from "./translate.ts";

const texts = [...new Set(collectTexts(DOCUMENT).map(({ text }) => text))];

/** The document without its texts. */
function skeleton(document: object): object {
  const copy = structuredClone(document);
  for (const slot of collectTexts(copy)) slot.replace("");
  return copy;
}

test("every text of the document is translated, and no translation is left over", ({ expect }) => {
  expect(Object.keys(RU).toSorted()).toEqual(texts.toSorted());
});

test("no text is translated twice", ({ expect }) => {
  const keys = RU_PARTS.flatMap((part) => Object.keys(part));
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
});

test("every translation is Russian and keeps the code of its text", ({ expect }) => {
  for (const [text, russian] of Object.entries(RU)) {
    const codeOf = (words: string) => [...words.matchAll(/`[^`]+`/g)].map(String).toSorted();
    expect(codeOf(russian), text).toEqual(codeOf(text));
    if (text !== "MP3, 22,050 Hz, mono.") expect(russian).toMatch(/[а-яё]{2}/i);
  }
});

test("both languages have the same keys and differ in texts alone", ({ expect }) => {
  const russian = translate(DOCUMENT, RU);
  expect(skeleton(russian)).toEqual(skeleton(DOCUMENT));
  expect(collectTexts(russian).filter(({ text }) => texts.includes(text))).toEqual([]);
});

test("an edited text has no translation until it is translated again", ({ expect }) => {
  const edited = { ...DOCUMENT, info: { ...DOCUMENT.info, description: "Something new." } };
  expect(() => translate(edited, RU)).toThrow("no translation of: Something new.");
});

test("a property named like a keyword is no text, the sentence of an error stays as the API says it", ({ expect }) => {
  const document = {
    schemas: { A: { properties: { description: { type: "string", description: "Said." } }, examples: ["two words"] } },
    example: "three plain words",
    examples: { e: { summary: "wrong", value: { error: "all wrong", code: "x", text: "all right" } } },
  };
  expect(collectTexts(document).map(({ text }) => text)).toEqual([
    "Said.",
    "two words",
    "three plain words",
    "wrong",
    "all right",
  ]);
});
