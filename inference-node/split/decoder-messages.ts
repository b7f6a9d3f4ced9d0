import { z } from "zod";
import { FaultCode } from "../../src/contract/faults.ts";

/** The recording travels to the decoder in blocks of this size; the last one is shorter. */
export const BLOCK_BYTES = 512 * 1024;

/** Batches of samples that the decoder may send before the consumer has taken the first of them. */
export const SAMPLES_WINDOW = 8;

/** To the decoder process. `start` comes once and first; `taken` pays back one batch of samples. */
export type DecoderRequest =
  | { type: "start"; sizeBytes: number; maxDurationSamples: number }
  | { type: "block"; index: number; bytes: Uint8Array }
  | { type: "taken" };

/** From the decoder process, which reads hostile files and is therefore not trusted. Ends with `end` or `fault`. */
export const DecoderReport = z.discriminatedUnion("type", [
  z.object({ type: z.literal("want"), index: z.int().nonnegative() }),
  z.object({ type: z.literal("samples"), samples: z.instanceof(Int16Array) }),
  z.object({ type: z.literal("end") }),
  z.object({ type: z.literal("fault"), code: FaultCode, detail: z.string().max(1000) }),
]);
export type DecoderReport = z.infer<typeof DecoderReport>;
