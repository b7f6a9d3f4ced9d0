const FULL_SCALE = 0x7fff;

/** The samples louder by so many decibels, or less where they would be clipped. */
export function amplify(samples: Int16Array, decibels: number): Int16Array {
  if (decibels === 0) return samples;
  const peak = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 1);
  const factor = Math.min(10 ** (decibels / 20), Math.max(1, FULL_SCALE / peak));
  return samples.map((sample) => Math.round(sample * factor));
}
