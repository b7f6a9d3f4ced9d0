import { test } from "vitest";
import { detectLanguage } from "./detect-language.ts";

test.for([
  ["Hello", "en"],
  ["Привет", "ru"],
  ["за\u0301мок", "ru"],
  ["Это новый iPhone и MacBook из Америки", "ru"],
  ["The word да means yes", "en"],
  ["2024, 🎉!", undefined],
  ["字", undefined],
] as const)("%j is %s", ([text, language], { expect }) => {
  expect(detectLanguage(text)).toBe(language);
});
