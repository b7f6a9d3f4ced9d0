import { ABBREVIATIONS } from "./abbreviations.ts";

/** What may end a sentence: marks with the quotes and brackets that close after them, or an empty line. */
const CANDIDATE = /[.!?…]+["'»”’)\]}]*(?=\s)|[。！？]+["'»”’」』）)]*|\s*\n\s*\n/gu;
/** The first letter, digit or mark of what follows, behind quotes, brackets and the dash that introduces a speaker. */
const NEXT = /^[\s"'«“„‘([{–—-]*(\S)/u;
/** An abbreviation is not longer than this. */
const LONGEST_WORD = 24;

/** The sentences of a text, in order and trimmed; together they hold all of its characters but white space. */
export function splitSentences(text: string): string[] {
  const sentences: string[] = [];
  let start = 0;
  for (const { 0: mark, index } of text.matchAll(CANDIDATE)) {
    const end = index + mark.length;
    if (!endsSentence(text.slice(start, index), mark, text.slice(end))) continue;
    sentences.push(text.slice(start, end));
    start = end;
  }
  sentences.push(text.slice(start));
  return sentences.map((sentence) => sentence.trim()).filter((sentence) => sentence !== "");
}

function endsSentence(before: string, mark: string, after: string): boolean {
  if (!/^[.!?…]/u.test(mark)) return true;
  const next = NEXT.exec(after)?.[1] ?? "";
  if (/^[\p{Ll}.,;:!?…]/u.test(next)) return false;
  return !/^\.(?!\.)/.test(mark) || !isAbbreviation(before);
}

/** Whether a dot after this text belongs to its last word. In doubt it does: two sentences in one phrase sound well. */
function isAbbreviation(before: string): boolean {
  const [word] = /[\p{L}\p{M}\p{N}.'’-]+$/u.exec(before.slice(-LONGEST_WORD)) ?? [];
  if (word === undefined) return false;
  const isInitial = /^\p{L}\p{M}*$/u.test(word);
  const isDotted = /^(\p{L}\p{M}*\.)+\p{L}\p{M}*$/u.test(word);
  const isListNumber = /^\p{N}{1,3}$/u.test(word) && before.trim() === word;
  return isInitial || isDotted || isListNumber || ABBREVIATIONS.has(word.toLowerCase());
}
