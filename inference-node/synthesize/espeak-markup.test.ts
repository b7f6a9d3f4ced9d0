import { test } from "vitest";
import { espeakMarkup } from "./espeak-markup.ts";

const phonemesOf = (word: string) => (word === "замок" ? "z_a_m_'o_k" : "?");

test("escapes what SSML would take for its own", ({ expect }) => {
  expect(espeakMarkup("<break time='9s'/> Tom & Jerry &lt;", phonemesOf)).toBe(
    "&lt;break time='9s'/&gt; Tom &amp; Jerry &amp;lt;",
  );
});

test("parts brackets that would begin phonemes", ({ expect }) => {
  expect(espeakMarkup("[[[h@l'oU]]]", phonemesOf)).toBe("[ [ [h@l'oU]]]");
});

test("spells words as phonemes where the mark contradicts eSpeak, and drops it elsewhere", ({ expect }) => {
  expect(espeakMarkup("За\u0301мок, замо\u0301к; ко\u0301т?", phonemesOf)).toBe("[[z|'A|m|V|k]], замок; кот?");
});
