/** 40 ms: shorter than a syllable, long enough that the level of noise hardly varies from one frame to the next. */
export const LEVEL_FRAME_SAMPLES = 640;

/**
 * Level in dB over one 16-bit step of each whole frame of 16 kHz samples, in the band of vowels and consonants, about 0.5
 * to 3.5 kHz: mains hum and rumble lie below it. Digital silence has 0 dB.
 */
export function soundLevelsDb(samples: Int16Array): Float64Array {
  const levels = new Float64Array(Math.floor(samples.length / LEVEL_FRAME_SAMPLES));
  const at = (i: number): number => samples[i] ?? 0;
  for (let frame = 0; frame < levels.length; frame++) {
    let energy = 0;
    for (let i = frame * LEVEL_FRAME_SAMPLES; i < (frame + 1) * LEVEL_FRAME_SAMPLES; i++) {
      energy += (at(i) + at(i - 1) - at(i - 4) - at(i - 5)) ** 2;
    }
    levels[frame] = 10 * Math.log10(1 + energy / LEVEL_FRAME_SAMPLES);
  }
  return levels;
}

/** The level that the given share of the frames stays under. */
export function levelPercentile(levels: Float64Array, share: number): number {
  return levels.toSorted()[Math.floor(levels.length * share)] ?? 0;
}
