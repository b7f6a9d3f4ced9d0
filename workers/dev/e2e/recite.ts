import { SAMPLE_RATE } from "../../../src/contract/units.ts";
import { GREETING, samplesOf, SENTENCE } from "./recordings.ts";

/** Ends a segment, yet leaves several sentences to a chunk. */
const PAUSE_SECONDS = 0.7;

export interface Utterance {
  readonly isGreeting: boolean;
  readonly startSeconds: number;
  readonly endSeconds: number;
}

/** Two sentences in an order without a period, each between pauses, for so long; and what is said when. */
export function recite(seconds: number): { samples: Int16Array; said: Utterance[] } {
  const [greeting, sentence] = [samplesOf(GREETING), samplesOf(SENTENCE)];
  const samples = new Int16Array(seconds * SAMPLE_RATE);
  const said: Utterance[] = [];
  for (let at = 0, turn = 0; ; turn += 1) {
    // The Thue-Morse sequence: no stretch of it comes three times in a row.
    const isGreeting = turn.toString(2).replaceAll("0", "").length % 2 === 0;
    const words = isGreeting ? greeting : sentence;
    if (at + words.length > samples.length) return { samples, said };
    samples.set(words, at);
    said.push({ isGreeting, startSeconds: at / SAMPLE_RATE, endSeconds: (at + words.length) / SAMPLE_RATE });
    at += words.length + PAUSE_SECONDS * SAMPLE_RATE;
  }
}
