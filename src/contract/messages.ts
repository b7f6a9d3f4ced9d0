import { z } from "zod";
import { Uuid } from "./ids.ts";
import { AudioSource, FetchOrder, JobOptions } from "./job.ts";
import { Span } from "./plan.ts";

/** The queues that nodes pull from. Each has a dead-letter queue of the same name with `-dlq`. */
export const NodeQueue = z.enum(["split", "chunks", "phrases"]);
export type NodeQueue = z.infer<typeof NodeQueue>;

/** Decode this recording and plan it. */
export const SplitMessage = z.object({
  jobId: Uuid,
  epoch: z.int().positive(),
  /** Null for one that is still being spoken: it is read part by part. */
  source: AudioSource.nullable(),
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

/** Fetch this recording into the bucket. Consumed by the Worker: no node ever opens an address that a client gave. */
export const FetchMessage = z.object({
  jobId: Uuid,
  epoch: z.int().positive(),
  order: FetchOrder,
});
export type FetchMessage = z.infer<typeof FetchMessage>;

/** Try to deliver an event to an endpoint; consumed by the Worker. What to send and how often is the endpoint's to know. */
export const DeliveryMessage = z.object({
  endpointId: Uuid,
  ticketId: Uuid,
  epoch: z.int().positive(),
});
export type DeliveryMessage = z.infer<typeof DeliveryMessage>;
