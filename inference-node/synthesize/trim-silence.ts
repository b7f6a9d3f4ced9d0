/** Below this an s16 sample counts as silence: -50 dB of full scale. */
const THRESHOLD = 100;
/** Kept on both sides of the sound, so that no soft onset or decay is cut off. */
const MARGIN_SAMPLES = 220;

/** The samples without the silence around them; empty when nothing is loud enough. Shares memory with `samples`. */
export function trimSilence(samples: Int16Array): Int16Array {
  const isSound = (sample: number) => Math.abs(sample) > THRESHOLD;
  const first = samples.findIndex(isSound);
  if (first === -1) return samples.subarray(0, 0);
  const last = samples.findLastIndex(isSound);
  return samples.subarray(Math.max(0, first - MARGIN_SAMPLES), last + 1 + MARGIN_SAMPLES);
}
