import type { FaultCode } from "../../src/contract/faults.ts";
import type { PcmBlock } from "./pcm-block.ts";

/**
 * A stored recording travels to the decoder in blocks of this size; the last one is shorter. One that is still arriving
 * travels in blocks of any size, one after the other, and ends with an empty one.
 */
export const BLOCK_BYTES = 512 * 1024;

/** Most channels of a recording. */
export const MAX_CHANNELS = 32;

/** Batches of samples that the decoder may send before the consumer has taken the first of them. */
export const SAMPLES_WINDOW = 8;

/** To the decoder process. `start` comes once and first; `taken` pays back one batch of samples. */
export type DecoderRequest =
  | { type: "start"; sizeBytes: number | null; maxDurationSamples: number }
  | { type: "block"; index: number; bytes: Uint8Array }
  | { type: "taken" };

/** From the decoder process. `samples` all tell the same media and have its channels. Ends with `end` or `fault`. */
export type DecoderReport =
  | { type: "want"; index: number }
  | ({ type: "samples" } & PcmBlock)
  | { type: "end" }
  | { type: "fault"; code: FaultCode; detail: string };

/**
 * A SpeechFault to be, inside the decoder process: what runs there does not load the contract's schemas, which would
 * cost 35 MB of memory and a third of the start.
 */
export class DecoderRefusal extends Error {
  readonly code: FaultCode;

  constructor(code: FaultCode, detail: string) {
    super(detail);
    this.name = "DecoderRefusal";
    this.code = code;
  }
}
