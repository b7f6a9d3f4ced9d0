import type { SpokenLanguage } from "../../src/contract/synthesis.ts";

/** U+0301, written after a Russian vowel to tell that it is stressed. */
export const STRESS_MARK = "\u0301";

/** Consonants that an acute would make letters of another language. */
const ACUTE_ON_CONSONANT = /(?<=[гк])\u0301/giu;
const COMBINING_MARKS = /[\u0300-\u036f]/gu;
const COMBINING_MARKS_BUT_STRESS = /(?<![аеёиоуыэюя])\u0301|[\u0300\u0302-\u036f]/giu;
/** Soft hyphens, direction and zero-width marks; the joiner of emoji (U+200D) carries meaning and stays. */
const INVISIBLE = /(?!\u200d)\p{Cf}/gu;

/**
 * Text that eSpeak can be given: well formed and composed (й and ё are letters of their own), one line, without control
 * characters, which eSpeak takes for commands, and without loose combining marks, whose names it would say. Stress
 * marks stay where they tell something: in Russian, after a vowel.
 */
export function cleanText(text: string, language: SpokenLanguage): string {
  return text
    .toWellFormed()
    .replaceAll(INVISIBLE, "")
    .replaceAll(ACUTE_ON_CONSONANT, "")
    .normalize("NFC")
    .replaceAll(language === "ru" ? COMBINING_MARKS_BUT_STRESS : COMBINING_MARKS, "")
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, " ")
    .trim();
}
