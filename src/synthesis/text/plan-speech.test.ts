import * as fc from "fast-check";
import { test } from "vitest";
import { Phrase, type Prosody } from "../../contract/synthesis.ts";
import { NEUTRAL } from "./combine-prosody.ts";
import { parseSsml } from "./parse-ssml.ts";
import { planSpeech } from "./plan-speech.ts";

function plan(inside: string, base: Prosody = NEUTRAL) {
  return planSpeech(parseSsml(`<speak>${inside}</speak>`), base);
}

test("a break parts a sentence, and is the silence after the phrase before it", ({ expect }) => {
  expect(plan('One <break time="1s"/><break time="500ms"/> two.')).toEqual({
    leadMs: 0,
    phrases: [
      { text: "One", language: "en", breakMs: 1500 },
      { text: "two.", language: "en" },
    ],
  });
});

test("breaks before the first word and after the last one are kept", ({ expect }) => {
  expect(plan('<break time="1s"/> <break time="2s"/> One.<break time="3s"/>')).toEqual({
    leadMs: 3000,
    phrases: [{ text: "One.", language: "en", breakMs: 3000 }],
  });
});

test("a phrase is spoken in one prosody, on top of what is asked for the whole", ({ expect }) => {
  const { phrases } = plan('Say <prosody pitch="+2st">this</prosody> now.', { pitch: 1, tempo: 2, gain: 0 });
  expect(phrases).toEqual([
    { text: "Say", language: "en", prosody: { pitch: 1, tempo: 2, gain: 0 } },
    { text: "this", language: "en", prosody: { pitch: 3, tempo: 2, gain: 0 } },
    { text: "now.", language: "en", prosody: { pitch: 1, tempo: 2, gain: 0 } },
  ]);
});

test("what changes nothing parts nothing", ({ expect }) => {
  const { phrases } = plan('It <!-- is --><emphasis level="none">one</emphasis> &amp; the <![CDATA[same]]>.');
  expect(phrases).toEqual([{ text: "It one & the same.", language: "en" }]);
});

test("a part without letters is spoken in the language before it", ({ expect }) => {
  expect(plan("Год <emphasis>1999</emphasis>").phrases.map(({ language }) => language)).toEqual(["ru", "ru"]);
});

test("sentences after the first phrase are joined in every part", ({ expect }) => {
  const { phrases } = plan("Hello.<break/> One. Two. Three.");
  expect(phrases.map(({ text }) => text)).toEqual(["Hello.", "One. Two. Three."]);
});

test("nothing to say is no phrase", ({ expect }) => {
  expect(plan(' <break time="1s"/> \n').phrases).toEqual([]);
});

test("phrases hold all letters in order and all breaks", ({ expect }) => {
  const word = fc.constantFrom("Hello. ", "мир, ", "and so on ", "!");
  const pause = fc.nat(10_000).map((ms) => `<break time="${ms}ms"/>`);
  const loud = word.map((text) => `<emphasis>${text}</emphasis>`);
  fc.assert(
    fc.property(fc.array(fc.oneof(word, pause, loud), { maxLength: 20 }), (pieces) => {
      const { leadMs, phrases } = plan(pieces.join(""));
      for (const phrase of phrases) expect(Phrase.safeParse(phrase).success).toBe(true);
      const letters = (text: string) => text.replaceAll(/<[^>]*>|\s/g, "");
      expect(letters(phrases.map(({ text }) => text).join(""))).toBe(letters(pieces.join("")));
      const asked = pieces.reduce((sum, piece) => sum + Number(/time="(\d+)/.exec(piece)?.[1] ?? 0), 0);
      expect(phrases.reduce((sum, { breakMs = 0 }) => sum + breakMs, leadMs)).toBe(asked);
    }),
  );
});
