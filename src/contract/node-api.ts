import { z } from "zod";

/**
 * The surface that inference nodes call, under `/node/v1`, with `Authorization: Bearer <node key>`. Pull and ack use
 * the JSON of Cloudflare's HTTP pull consumers (https://developers.cloudflare.com/queues/configuration/pull-consumers/),
 * so that the same client can also speak to the Queues API itself.
 */

/** POST /node/v1/queues/{queue}/messages/pull. `wait_ms` is ours: hold an empty answer open that long. */
export const PullRequest = z.object({
  batch_size: z.int().min(1).max(100).default(5),
  visibility_timeout_ms: z.int().min(0).max(43_200_000).default(30_000),
  wait_ms: z.int().min(0).max(20_000).optional(),
});
export type PullRequest = z.infer<typeof PullRequest>;

export const PulledMessage = z.object({
  id: z.string(),
  /** Base64 when the content type is json or bytes, plain for text. */
  body: z.string(),
  attempts: z.int().positive(),
  timestamp_ms: z.number(),
  lease_id: z.string(),
  metadata: z.record(z.string(), z.unknown()).optional(),
});
export type PulledMessage = z.infer<typeof PulledMessage>;

export const PullResponse = z.object({
  success: z.boolean(),
  errors: z.array(z.object({ code: z.number(), message: z.string() })),
  messages: z.array(z.unknown()),
  result: z.object({ messages: z.array(PulledMessage), message_backlog_count: z.number().optional() }).nullable(),
});
export type PullResponse = z.infer<typeof PullResponse>;

/** POST /node/v1/queues/{queue}/messages/ack */
export const AckRequest = z.object({
  acks: z.array(z.object({ lease_id: z.string() })).default([]),
  retries: z
    .array(z.object({ lease_id: z.string(), delay_seconds: z.number().min(0).max(86_400).default(0) }))
    .default([]),
});
export type AckRequest = z.input<typeof AckRequest>;

/** POST /node/v1/heartbeat → 204. Sent at start and every 15 s. */
export const NodeHeartbeat = z.object({
  models: z.array(z.string()).max(100),
  device: z.string().max(100),
  chunksInFlight: z.int().nonnegative(),
  /** Chunks that the node recognizes at once. */
  slots: z.int().positive().max(1000).optional(),
});
export type NodeHeartbeat = z.infer<typeof NodeHeartbeat>;

/** Paths of the node surface, relative to the deployment's URL. Audio answers Range requests; slices are s16le mono. */
export const NODE_PATHS = {
  pull: (queue: string) => `/node/v1/queues/${queue}/messages/pull`,
  ack: (queue: string) => `/node/v1/queues/${queue}/messages/ack`,
  heartbeat: () => "/node/v1/heartbeat",
  /** GET, with Range: the uploaded bytes. 412 when they changed, 404 when they are gone. */
  audio: (jobId: string) => `/node/v1/jobs/${jobId}/audio`,
  /**
   * GET: one part of audio that is still being spoken, held back until it is there. 202: not yet, ask again. 204: the audio
   * ended before it. 404 when the job is over.
   */
  part: (jobId: string, index: number) => `/node/v1/jobs/${jobId}/parts/${index}`,
  /** PUT and GET: the 16 kHz samples of one span. */
  slice: (jobId: string, index: number) => `/node/v1/jobs/${jobId}/slices/${index}`,
  /** POST PlanBatch → PlanOutcome */
  plan: (jobId: string) => `/node/v1/jobs/${jobId}/plan`,
  /** POST FailureReport → PlanOutcome: the recording cannot be split. */
  planFailure: (jobId: string) => `/node/v1/jobs/${jobId}/plan/failure`,
  /** POST OutputBatch → AppendOutcome */
  output: (jobId: string, index: number) => `/node/v1/jobs/${jobId}/chunks/${index}/output`,
  /** POST FailureReport → AppendOutcome: the chunk cannot be recognized. */
  outputFailure: (jobId: string, index: number) => `/node/v1/jobs/${jobId}/chunks/${index}/failure`,
  /** PUT `?epoch=&attempt=`, body s16le mono at SYNTHESIS_RATE → AppendOutcome: one spoken phrase. */
  phrase: (jobId: string, index: number) => `/node/v1/jobs/${jobId}/phrases/${index}`,
  /** POST FailureReport → AppendOutcome: the phrase cannot be spoken. */
  phraseFailure: (jobId: string, index: number) => `/node/v1/jobs/${jobId}/phrases/${index}/failure`,
} as const;
