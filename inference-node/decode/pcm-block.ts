import type { Media } from "../../src/contract/plan.ts";

/** The next stretch of a decoded recording. */
export interface PcmBlock {
  /** The same for all blocks of a recording. */
  readonly media: Media;
  /** 16 kHz samples, one array to a channel, all of the same length, which is more than 0. */
  readonly planes: readonly Int16Array<ArrayBuffer>[];
}

/** Samples to a channel. */
export function lengthOf(planes: PcmBlock["planes"]): number {
  return planes[0]?.length ?? 0;
}
