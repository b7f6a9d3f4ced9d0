import type { Segment, Token, Word } from "../contract/job.ts";
import { goesOn, type Passage, withToken } from "./passage.ts";

export interface PlacedToken extends Token {
  readonly channel: number;
  /** Start of the passage that it was told with, where the passages of several channels are told in turn. */
  readonly passageSample?: number;
}

/** The text of a transcript: its tokens, concatenated. */
export function assembleText(tokens: readonly Token[]): string {
  return tokens.map((token) => token.text).join("");
}

/**
 * Groups tokens, given in reading order, into segments with words, in order of their start. A segment is of one channel.
 * Pure: the same tokens always give the same segments.
 */
export function assembleSegments(tokens: readonly PlacedToken[]): Segment[] {
  const groups: PlacedToken[][] = [];
  let passage: Passage | undefined;
  for (const token of tokens) {
    const open = groups.at(-1);
    if (open !== undefined && passage !== undefined && belongs(token, open, passage)) {
      open.push(token);
      passage = withToken(passage, token);
    } else {
      groups.push([token]);
      passage = withToken(undefined, token);
    }
  }
  return groups
    .map(toSegment)
    .toSorted((a, b) => a.startSample - b.startSample || a.channel - b.channel)
    .map((segment, index) => Object.assign(segment, { index }));
}

function belongs(token: PlacedToken, [first]: readonly PlacedToken[], passage: Passage): boolean {
  if (first === undefined || token.channel !== first.channel || token.passageSample !== first.passageSample)
    return false;
  return first.passageSample !== undefined || isMark(token.text) || goesOn(passage, token);
}

/** Punctuation that was put behind a word and has to stay there. */
function isMark(text: string): boolean {
  return /^\p{P}+$/u.test(text);
}

function toSegment(tokens: readonly PlacedToken[]): Omit<Segment, "index"> {
  const words = wordsOf(tokens);
  return {
    channel: tokens[0]?.channel ?? 0,
    startSample: tokens[0]?.startSample ?? 0,
    endSample: tokens.at(-1)?.endSample ?? 0,
    text: assembleText(tokens).trim(),
    words,
  };
}

/** A token without leading white space continues the word before it. */
function wordsOf(tokens: readonly Token[]): Word[] {
  const words: Word[] = [];
  for (const { text, startSample, endSample } of tokens) {
    const previous = words.at(-1);
    if (previous !== undefined && !/^\s/.test(text)) {
      words[words.length - 1] = { ...previous, text: previous.text + text.trim(), endSample };
    } else {
      words.push({ text: text.trim(), startSample, endSample });
    }
  }
  return words;
}
