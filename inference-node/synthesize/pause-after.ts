const SENTENCE_MS = 350;
const CLAUSE_MS = 220;
const COMMA_MS = 150;
/** Between two words that were parted only because the text had to be cut somewhere. */
const WORD_MS = 60;

/** What may stand between the last punctuation mark and the end of a phrase: spaces, closing quotes and brackets. */
const CLOSING = /[\s\p{Pe}\p{Pf}"'’“]+$/u;

/** Milliseconds of silence between a phrase and the next, told by the phrase's final punctuation. */
export function pauseMsAfter(phrase: string): number {
  const end = phrase.replace(CLOSING, "");
  if (/[.!?…。!?]$/u.test(end)) return SENTENCE_MS;
  if (/[;:—–]$/u.test(end)) return CLAUSE_MS;
  return /[,、,]$/u.test(end) ? COMMA_MS : WORD_MS;
}
