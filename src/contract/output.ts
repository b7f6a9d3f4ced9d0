import { z } from "zod";
import { Failure, Token } from "./job.ts";
import { Fence } from "./plan.ts";

/**
 * What a recognizing node reports about one chunk, in order. `seq` counts the batches of one lease from 0. A batch
 * with neither tokens nor final is a heartbeat and needs no new seq. Token positions count from the start of the recording.
 */
export const OutputBatch = z.object({
  fence: Fence,
  seq: z.int().nonnegative(),
  tokens: z.array(Token).max(1000),
  /** Set on the last batch of the chunk. */
  final: z
    .object({
      /** ISO 639-1 code of what was recognized; null when the engine does not tell. */
      language: z.string().nullable(),
      /** How sure the engine is of that language, 0 to 1; left out or null when it does not tell. */
      languageProbability: z.number().min(0).max(1).nullable().optional(),
      /** Wall time that recognition took. */
      computeMs: z.int().nonnegative(),
    })
    .optional(),
});
export type OutputBatch = z.infer<typeof OutputBatch>;

/**
 * The receipt. `accepted`: recorded. `duplicate`: this seq, or the whole chunk, was recorded before. `gap`: an earlier
 * batch is missing, send from `expectedSeq`. `stale`: a newer lease exists, drop the chunk. `cancelled`: the job is over.
 */
export const AppendOutcome = z.object({
  outcome: z.enum(["accepted", "duplicate", "gap", "stale", "cancelled"]),
  expectedSeq: z.int().optional(),
});
export type AppendOutcome = z.infer<typeof AppendOutcome>;

/** A node's word that a piece of work cannot be done: retryable ones are tried elsewhere, others end the job. */
export const FailureReport = z.object({ fence: Fence, failure: Failure });
export type FailureReport = z.infer<typeof FailureReport>;
