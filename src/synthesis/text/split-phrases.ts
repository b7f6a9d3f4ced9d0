import type { Phrase } from "../../contract/synthesis.ts";
import { cutPoint } from "./cut-point.ts";
import { detectLanguage } from "./detect-language.ts";
import { splitSentences } from "./split-sentences.ts";

/** Longest phrase in UTF-16 units: some twelve seconds of speech. Only a single character with more marks is longer. */
export const LONGEST_PHRASE = 200;
/** Longest first phrase: nothing is heard before it is spoken. */
export const LONGEST_FIRST_PHRASE = 80;

/**
 * Cuts a text into phrases for speech: the first one short, then whole sentences of one language, as many as fit, and
 * long sentences at their commas. The phrases hold every character of the text, in order, but white space and control
 * characters. Empty for a text without anything else.
 *
 * @param before The phrase that the text goes on after, if any: nobody waits to hear the first one then.
 */
export function splitPhrases(text: string, before?: Phrase): Phrase[] {
  const spaced = text.replaceAll(/[^\S\n]|[^\P{Cc}\n]/gu, " ");
  const [opening, ...sentences] = splitSentences(spaced);
  if (opening === undefined) return [];
  const firstLimit = before === undefined ? LONGEST_FIRST_PHRASE : LONGEST_PHRASE;
  const [first = "", ...rest] = cut(opening, firstLimit, LONGEST_PHRASE);
  let language = detectLanguage(first) ?? before?.language ?? detectLanguage(spaced) ?? "en";
  const phrases: Phrase[] = [{ text: first, language }];

  for (const piece of [...rest, ...sentences].flatMap((sentence) => cut(sentence, LONGEST_PHRASE, LONGEST_PHRASE))) {
    language = detectLanguage(piece) ?? language;
    const last = phrases.at(-1);
    const joined = `${last?.text ?? ""} ${piece}`;
    const mayGrow = phrases.length > 1 || before !== undefined;
    const fits = mayGrow && last?.language === language && joined.length <= LONGEST_PHRASE;
    if (fits) phrases.pop();
    phrases.push({ text: fits ? joined : piece, language });
  }
  return phrases;
}

/** Pieces of at most `firstLimit`, then `limit` units. */
function cut(sentence: string, firstLimit: number, limit: number): string[] {
  const pieces: string[] = [];
  let rest = sentence;
  for (let most = firstLimit; rest.length > most; most = limit) {
    const end = cutPoint(rest, most);
    pieces.push(rest.slice(0, end));
    rest = rest.slice(end).trim();
  }
  return [...pieces, rest].map((piece) => piece.replaceAll(/\s+/g, " ").trim()).filter((piece) => piece !== "");
}
