import { SYNTHESIS_RATE } from "../../src/contract/synthesis.ts";
import { toSample } from "./to-sample.ts";

/** Half of a piece: 15 ms, two periods of a low voice in a whole one. */
const HOP = Math.round(0.015 * SYNTHESIS_RATE);
/** How far a piece may be moved to fit what is there: 10 ms, a period of a low voice. */
const REACH = Math.round(0.01 * SYNTHESIS_RATE);
/** Likeness is judged by every so many-th sample. */
const STEP = 4;

/**
 * The samples so many times longer at the same pitch: pieces of them overlap, each taken from where it continues the one
 * before best (WSOLA, Verhelst and Roelands 1993).
 */
export function stretch(samples: Int16Array, times: number): Int16Array {
  if (times === 1 || samples.length === 0) return samples;
  const length = Math.round(samples.length * times);
  const sum = new Float32Array(length + 2 * HOP);
  let start = 0;
  for (let at = 0; at < length; at += HOP) {
    const ideal = Math.round(at / times);
    start = at === 0 ? 0 : bestStart(samples, ideal, start + HOP);
    for (let n = 0; n < 2 * HOP; n++) {
      // Raised cosines that overlap by half add up to one. Nothing fades in at the beginning.
      const weight = at === 0 && n < HOP ? 1 : 0.5 - 0.5 * Math.cos((Math.PI * n) / HOP);
      sum[at + n] = (sum[at + n] ?? 0) + weight * (samples[start + n] ?? 0);
    }
  }
  return Int16Array.from(sum.subarray(0, length), toSample);
}

/** Where, around its ideal place, the piece starts that is most like what would follow the one before. */
function bestStart(samples: Int16Array, ideal: number, natural: number): number {
  let [best, place] = [-Infinity, ideal];
  const last = Math.min(ideal + REACH, samples.length - HOP);
  for (let start = Math.max(0, ideal - REACH); start <= last; start++) {
    let [product, energy] = [0, 1];
    for (let n = 0; n < HOP; n += STEP) {
      const sample = samples[start + n] ?? 0;
      product += sample * (samples[natural + n] ?? 0);
      energy += sample ** 2;
    }
    const likeness = product / Math.sqrt(energy);
    if (likeness > best) [best, place] = [likeness, start];
  }
  return place;
}
