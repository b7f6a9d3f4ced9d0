import type { Token } from "../../contract/job.ts";
import { SAMPLE_RATE } from "../../contract/units.ts";
import { isSentenceEnd } from "./is-sentence-end.ts";
import { isQuestion, LEADS_ON, OPENS_CLAUSE } from "./sentence-words.ts";

/** A pause this long ends a sentence, unless the words say that it goes on; a shorter one a clause. */
const SENTENCE_PAUSE = 0.3 * SAMPLE_RATE;
const CLAUSE_PAUSE = 0.19 * SAMPLE_RATE;
const SHORT_CLAUSE_PAUSE = 0.11 * SAMPLE_RATE;

const HAS_MARK = /[.!?…,;:–—]["'»”)]*$/;

/** What was told last of the sentence that is going on; empty text at the start of one. */
export interface OpenSentence {
  readonly text: string;
  readonly channel: number;
  /** Where its last word ends. */
  readonly endSample: number;
}

/**
 * The next token with the punctuation before it, as tokens of their own: pauses and the words around them tell where
 * sentences and clauses end. Marks of a model that punctuates by itself stay, and none is doubled.
 */
export function punctuate(sentence: OpenSentence, token: Token, channel: number): Token[] {
  if (sentence.text !== "" && !/^\s/.test(token.text) && channel === sentence.channel) return [token];
  const mark = markBefore(sentence, token, channel);
  const isStart = sentence.text === "" || isSentenceEnd(sentence.text + mark);
  const word = { ...token, text: isStart ? capitalize(token.text) : withCapitalI(token.text) };
  return mark === "" ? [word] : [markAt(sentence, mark), word];
}

/** The mark that ends the last sentence of a recording; none after silence. */
export function endSentence(sentence: OpenSentence): Token[] {
  return sentence.text === "" || isSentenceEnd(sentence.text) ? [] : [markAt(sentence, finalMark(sentence.text))];
}

function markBefore(sentence: OpenSentence, { text, startSample }: Token, channel: number): string {
  if (sentence.text === "" || HAS_MARK.test(sentence.text)) return "";
  // What another speaker says next stands between: the sentence cannot go on behind it.
  if (channel !== sentence.channel) return finalMark(sentence.text);
  const pause = startSample - sentence.endSample;
  if (LEADS_ON.test(sentence.text)) return "";
  if (pause >= SENTENCE_PAUSE) return finalMark(sentence.text);
  return pause >= (OPENS_CLAUSE.test(text) ? SHORT_CLAUSE_PAUSE : CLAUSE_PAUSE) ? "," : "";
}

function finalMark(text: string): string {
  return isQuestion(text) ? "?" : ".";
}

function markAt({ endSample }: OpenSentence, text: string): Token {
  return { text, startSample: endSample, endSample };
}

function capitalize(text: string): string {
  return text.replace(/\p{L}/u, (letter) => letter.toUpperCase());
}

function withCapitalI(text: string): string {
  return text.replace(/^(\s*)i(?=$|['’.,;:!?])/, "$1I");
}
