import { SYNTHESIS_RATE } from "../../src/contract/synthesis.ts";

const WINDOW = 1024;
const HOP = 4 * WINDOW;
const SHORTEST_PERIOD = Math.floor(SYNTHESIS_RATE / 350);
const LONGEST_PERIOD = Math.floor(SYNTHESIS_RATE / 60);
const LOUD = 1000;

/** Median pitch of a voice in Hz, by autocorrelation of the loud stretches of its speech. */
export function medianPitch(speech: Int16Array): number {
  const pitches: number[] = [];
  for (let start = 0; start + WINDOW + LONGEST_PERIOD < speech.length; start += HOP) {
    if (product(speech, start, 0) < LOUD ** 2 * WINDOW) continue;
    pitches.push(SYNTHESIS_RATE / periodAt(speech, start));
  }
  pitches.sort((a, b) => a - b);
  return pitches[Math.floor(pitches.length / 2)] ?? 0;
}

/** The first shift at which a window is like itself, rather than a multiple of it. */
function periodAt(speech: Int16Array, start: number): number {
  let [best, period] = [0, SHORTEST_PERIOD];
  for (let shift = SHORTEST_PERIOD; shift <= LONGEST_PERIOD; shift += 1) {
    const likeness = product(speech, start, shift) / Math.sqrt(product(speech, start + shift, 0));
    if (likeness > best * 1.02) [best, period] = [likeness, shift];
  }
  return period;
}

function product(speech: Int16Array, start: number, shift: number): number {
  let sum = 0;
  for (let index = start; index < start + WINDOW; index += 1) {
    sum += (speech[index] ?? 0) * (speech[index + shift] ?? 0);
  }
  return sum;
}
