import { test } from "vitest";
import { checkCuts, textOf, tokensOf } from "../../testing/text-rules.ts";
import { dropFillers } from "./drop-fillers.ts";

function cleaned(text: string, before = ""): string {
  return textOf(dropFillers(tokensOf(text), { before, isEnd: true }).told);
}

test.for<[string, string]>([
  ["um i think so", "i think so"],
  ["I, um, think, uh, so.", "I, think, so."],
  ["hmm er yes erm no uhm", "yes no"],
  ["the the cat", "the cat"],
  ["I I I went", "I went"],
  ["the um the cat", "the cat"],
  ["it was you know fine", "it was fine"],
  ["we went to, you know, the store", "we went to, the store"],
  ["и э я думаю эм так", "и я думаю так"],
  ["Ну, это как бы хорошо", "это хорошо"],
  ["он типа пришёл", "он пришёл"],
  ["я я хочу", "я хочу"],
  ["э-э не знаю", "не знаю"],
])("%j becomes %j", ([text, expected], { expect }) => {
  expect(cleaned(text)).toBe(expected);
});

test.for([
  "do you know him",
  "you know what that means",
  "as you know",
  "five five five one two two",
  "call 7 7 1",
  "it had had no effect",
  "very very good",
  "No. No.",
  "b b c",
  "uh-huh mm-hmm",
  "10 mm of rain",
  "umbrella erosion",
  "как бы то ни было",
  "нового типа",
  "очень очень рад",
  "",
])("%j stays as it is", (text, { expect }) => {
  expect(cleaned(text)).toBe(text);
});

test("a repetition of the word told before is seen", ({ expect }) => {
  expect(cleaned("the cat", "the")).toBe("cat");
  expect(cleaned("The cat", "end.")).toBe("The cat");
});

test("a word in several tokens goes or stays as a whole, and times stay those of the words", ({ expect }) => {
  const tokens = tokensOf("yes um").flatMap(({ text, startSample }) => [
    { text: text.slice(0, 2), startSample, endSample: startSample + 450 },
    { text: text.slice(2), startSample: startSample + 450, endSample: startSample + 900 },
  ]);
  const { told, consumed } = dropFillers(tokens, { before: "", isEnd: true });
  expect(told).toEqual(tokens.slice(0, 2));
  expect(consumed).toBe(4);
});

test("the last word waits for its end, and the start of a phrase for the words that tell", ({ expect }) => {
  expect(dropFillers(tokensOf("so um"), { before: "", isEnd: false }).consumed).toBe(1);
  expect(dropFillers(tokensOf("so you know the"), { before: "", isEnd: false }).consumed).toBe(1);
  expect(dropFillers(tokensOf("so you know the answer"), { before: "", isEnd: false }).consumed).toBe(4);
});

test("however the tokens come, what is told adds up to the same", ({ expect }) => {
  const words = ["um", "the", "you", "know", "cat", "i", "как", "бы", "типа", "know,", "no.", "five", "э"];
  expect(checkCuts(dropFillers, words)).toMatchObject({ failed: false, counterexample: null });
});
