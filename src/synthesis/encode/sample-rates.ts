import type { AudioFormat } from "../../contract/synthesis.ts";

/** The rates, in Hz, that each format can be made at: those of the MPEG layers, of Opus, and the usual ones. */
export const SAMPLE_RATES = {
  mp3: [8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000],
  opus: [8_000, 12_000, 16_000, 24_000, 48_000],
  wav: [8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000],
} as const satisfies Record<AudioFormat, readonly number[]>;
