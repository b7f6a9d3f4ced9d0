import type { Token } from "../../contract/job.ts";

/** A word as it was heard, in one or several tokens. */
export interface HeardWord {
  readonly tokens: readonly Token[];
  readonly text: string;
  /** In lower case, without punctuation and hyphens. */
  readonly key: string;
}

/** Groups tokens into words: a token without leading white space continues the word before it. */
export function groupWords(tokens: readonly Token[]): HeardWord[] {
  const groups: Token[][] = [];
  for (const token of tokens) {
    const open = groups.at(-1);
    if (open === undefined || /^\s/.test(token.text)) groups.push([token]);
    else open.push(token);
  }
  return groups.map((own) => {
    const text = own
      .map((token) => token.text)
      .join("")
      .trim();
    return { tokens: own, text, key: keyOf(text) };
  });
}

/** What a word is compared by: lower case, without punctuation and hyphens. */
export function keyOf(word: string): string {
  return bareWord(word).toLowerCase().replaceAll("-", "");
}

/** A word without what stands before and after it. */
export function bareWord(word: string): string {
  return word.replaceAll(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "");
}

/** How many tokens these words are. */
export function countTokens(words: readonly HeardWord[]): number {
  return words.reduce((count, { tokens }) => count + tokens.length, 0);
}
