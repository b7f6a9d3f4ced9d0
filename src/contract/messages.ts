import { z } from "zod";
import { Uuid } from "./ids.ts";
import { AudioSource, JobOptions } from "./job.ts";
import { Span } from "./plan.ts";

/** The queues that nodes pull from. Each has a dead-letter queue of the same name with `-dlq`. */
export const NodeQueue = z.enum(["split", "chunks", "phrases"]);
export type NodeQueue = z.infer<typeof NodeQueue>;

/** Decode this recording and plan it. */
export const SplitMessage = z.object({
  jobId: Uuid,
  epoch: z.int().positive(),
  source: AudioSource,
  maxDurationSamples: z.int().positive(),
  options: JobOptions,
});
export type SplitMessage = z.infer<typeof SplitMessage>;

/** Recognize this stretch; its samples lie in the bucket as a slice. */
export const ChunkMessage = z.object({
  jobId: Uuid,
  epoch: z.int().positive(),
  span: Span,
  options: JobOptions,
});
export type ChunkMessage = z.infer<typeof ChunkMessage>;
