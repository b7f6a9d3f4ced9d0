import type { Segment, Token, Word } from "../contract/job.ts";
import { SAMPLE_RATE } from "../contract/units.ts";

/** A pause this long ends a segment. */
export const PAUSE_SAMPLES = 0.6 * SAMPLE_RATE;
/** A segment holds at most this much, so that it fits a subtitle: 7 s and two lines of 42 characters. */
const MAX_SEGMENT_SAMPLES = 7 * SAMPLE_RATE;
const MAX_SEGMENT_CHARACTERS = 84;

export interface PlacedToken extends Token {
  readonly channel: number;
}

/** The text of a transcript: its tokens, concatenated. */
export function assembleText(tokens: readonly Token[]): string {
  return tokens.map((token) => token.text).join("");
}

/** Groups tokens, given in reading order, into segments with words. Pure: the same tokens always give the same segments. */
export function assembleSegments(tokens: readonly PlacedToken[]): Segment[] {
  const segments: Segment[] = [];
  let open: PlacedToken[] = [];
  for (const token of tokens) {
    if (endsBefore(open, token)) {
      segments.push(close(open, segments.length));
      open = [];
    }
    open.push(token);
  }
  if (open.length > 0) segments.push(close(open, segments.length));
  return segments;
}

function endsBefore(open: readonly PlacedToken[], next: PlacedToken): boolean {
  const first = open[0];
  const last = open.at(-1);
  if (first === undefined || last === undefined) return false;
  return (
    next.channel !== first.channel ||
    next.startSample - last.endSample >= PAUSE_SAMPLES ||
    next.endSample - first.startSample > MAX_SEGMENT_SAMPLES ||
    assembleText(open).length + next.text.length > MAX_SEGMENT_CHARACTERS
  );
}

function close(tokens: readonly PlacedToken[], index: number): Segment {
  const words = wordsOf(tokens);
  return {
    index,
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
