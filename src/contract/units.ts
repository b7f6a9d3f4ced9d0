/**
 * Units of the core. Positions in audio are integer samples at {@link SAMPLE_RATE}; wall time is integer milliseconds;
 * sizes are bytes. Seconds exist only on the surfaces.
 */

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

/** Samples per second of all audio after decoding. */
export const SAMPLE_RATE = 16_000;

/** Bytes of one sample in a slice: signed 16-bit little-endian, mono. */
export const BYTES_PER_SAMPLE = 2;

/** Position or length in seconds, rounded to the millisecond. */
export function samplesToSeconds(samples: number): number {
  return Math.round((samples * 1000) / SAMPLE_RATE) / 1000;
}
