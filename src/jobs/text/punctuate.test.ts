import { test } from "vitest";
import type { Token } from "../../contract/job.ts";
import { SAMPLE_RATE } from "../../contract/units.ts";
import { isSentenceEnd } from "./is-sentence-end.ts";
import { endSentence, type OpenSentence, punctuate } from "./punctuate.ts";

/** Words with the pauses between them in hundredths of a second, as in `good morning 40 how are you`. */
function spoken(text: string): Token[] {
  let atSample = 0;
  const tokens: Token[] = [];
  for (const word of text.split(" ")) {
    if (/^\d+$/.test(word)) atSample += (Number(word) / 100) * SAMPLE_RATE;
    else tokens.push({ text: ` ${word}`, startSample: atSample, endSample: (atSample += 1000) });
  }
  return tokens;
}

function told(text: string): string {
  let sentence: OpenSentence = { text: "", channel: 0, endSample: 0 };
  let all = "";
  for (const token of spoken(text)) {
    for (const next of punctuate(sentence, token, 0)) {
      all += next.text;
      const isNew = isSentenceEnd(sentence.text);
      sentence = { text: isNew ? next.text.trim() : sentence.text + next.text, channel: 0, endSample: next.endSample };
      if (isSentenceEnd(sentence.text)) sentence = { ...sentence, text: "" };
    }
  }
  return (
    all +
    endSentence(sentence)
      .map((token) => token.text)
      .join("")
  ).trim();
}

test.for<[string, string]>([
  ["good morning 20 my friend 40 how are you today", "Good morning, my friend. How are you today?"],
  ["i went out 24 and came back 38 is the weather nice there", "I went out, and came back. Is the weather nice there?"],
  ["my mother 12 and my father", "My mother and my father."],
  ["we saw the 60 old house", "We saw the old house."],
  ["and then i'm told 12 but i wonder", "And then I'm told, but I wonder."],
  ["when i was young 35 which book did she read", "When I was young. Which book did she read?"],
  ["what a day it was 40 what's that", "What a day it was. What's that?"],
  ["he said no. 50 she said yes", "He said no. She said yes."],
  ["мы пришли 40 где вы были", "Мы пришли. Где вы были?"],
  ["yes", "Yes."],
])("%j becomes %j", ([text, expected], { expect }) => {
  expect(told(text)).toBe(expected);
});

test("a mark lies where its word ends, and has no white space before it", ({ expect }) => {
  const sentence = { text: "it rained", channel: 0, endSample: 500 };
  const token = { text: " then", startSample: 9_000, endSample: 9_900 };
  expect(punctuate(sentence, token, 0)).toEqual([
    { text: ".", startSample: 500, endSample: 500 },
    { text: " Then", startSample: 9_000, endSample: 9_900 },
  ]);
});

test("a sentence ends where another channel takes over", ({ expect }) => {
  const sentence = { text: "so I", channel: 0, endSample: 500 };
  const token = { text: " wait", startSample: 500, endSample: 900 };
  expect(punctuate(sentence, token, 1).map(({ text }) => text)).toEqual([".", " Wait"]);
});

test("a token that goes on with a word is left alone", ({ expect }) => {
  const token = { text: "ing", startSample: 500, endSample: 900 };
  expect(punctuate({ text: "go", channel: 0, endSample: 500 }, token, 0)).toEqual([token]);
});

test("silence ends in no mark, and a sentence that has its own in no second one", ({ expect }) => {
  expect(endSentence({ text: "", channel: 0, endSample: 0 })).toEqual([]);
  expect(endSentence({ text: "really?", channel: 0, endSample: 0 })).toEqual([]);
});
