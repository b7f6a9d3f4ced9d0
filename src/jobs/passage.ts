import type { Token } from "../contract/job.ts";
import { SAMPLE_RATE } from "../contract/units.ts";

/** A pause this long ends a passage. */
export const PAUSE_SAMPLES = 0.6 * SAMPLE_RATE;
/** A passage holds at most this much, so that it fits a subtitle: 7 s and two lines of 42 characters. */
const MAX_SAMPLES = 7 * SAMPLE_RATE;
const MAX_CHARACTERS = 84;

/** What is said in one channel without a pause, as far as it was heard. */
export interface Passage {
  readonly startSample: number;
  readonly endSample: number;
  readonly characters: number;
}

/** Whether a token, the next of its channel, still belongs to the passage. */
export function goesOn({ startSample, endSample, characters }: Passage, next: Token): boolean {
  return (
    next.startSample - endSample < PAUSE_SAMPLES &&
    next.endSample - startSample <= MAX_SAMPLES &&
    characters + next.text.length <= MAX_CHARACTERS
  );
}

/** The passage with one more token; a new one with its first. */
export function withToken(passage: Passage | undefined, { text, startSample, endSample }: Token): Passage {
  return {
    startSample: passage?.startSample ?? startSample,
    endSample,
    characters: (passage?.characters ?? 0) + text.length,
  };
}

/** The passage so far, if a token goes on with it. */
export function openPassage(passage: Passage | undefined, next: Token | undefined): Passage | undefined {
  return passage !== undefined && next !== undefined && goesOn(passage, next) ? passage : undefined;
}

/** How many of the tokens belong to the passage, which is begun with the first of them if it is not open. */
export function tokensOf(open: Passage | undefined, tokens: readonly Token[]): number {
  let passage = open;
  const next = tokens.findIndex((token) => {
    if (passage !== undefined && !goesOn(passage, token)) return true;
    passage = withToken(passage, token);
    return false;
  });
  return next === -1 ? tokens.length : next;
}
