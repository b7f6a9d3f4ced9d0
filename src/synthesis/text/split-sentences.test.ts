import { test } from "vitest";
import { splitSentences } from "./split-sentences.ts";

test.for([
  "Mr. Smith met Dr. Jones at St. Mary's, e.g. On Sunday.",
  "It rose by 3.14 to 1,000.50 on 12.05.2024 at 10.30 exactly.",
  "J. R. R. Tolkien and А. С. Пушкин never met.",
  "Он жил на ул. Ленина, д. 5, кв. 12 в г. Москва.",
  "Возьмите хлеб, молоко и т. д. и т. п., т.е. Всё нужное.",
  "В 1999 г. Россия, в 2000 гг. Европа.",
  "Wait... what did you say?",
  "«Стой!» — сказал он.",
  "“Really?” she asked.",
  "Visit example.com. it is open.",
  "1. First of all.",
  "Yes . . . no.",
])("%j is one sentence", (text, { expect }) => {
  expect(splitSentences(text)).toEqual([text]);
});

test.for([
  ["He left. She stayed.", ["He left.", "She stayed."]],
  ["Что? Где?! Когда… Никогда.", ["Что?", "Где?!", "Когда…", "Никогда."]],
  ["“Go.” “Why?” Nobody knew.", ["“Go.”", "“Why?”", "Nobody knew."]],
  ["«Иди.» (Он ушёл.) Всё.", ["«Иди.»", "(Он ушёл.)", "Всё."]],
  ["— Да. — Нет.", ["— Да.", "— Нет."]],
  ["It was 1999. Then it was 2000.", ["It was 1999.", "Then it was 2000."]],
  ["Wait... What?", ["Wait...", "What?"]],
  ["A heading\n\nA text without a dot\n \nThe end", ["A heading", "A text without a dot", "The end"]],
  ["今天。明天！", ["今天。", "明天！"]],
  ["Hi. 🎉 Party.", ["Hi.", "🎉 Party."]],
  ["", []],
] as const)("%j has the sentences %j", ([text, sentences], { expect }) => {
  expect(splitSentences(text)).toEqual(sentences);
});
