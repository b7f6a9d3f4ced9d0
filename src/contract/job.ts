import { z } from "zod";
import { FaultCode } from "./faults.ts";
import { Uuid } from "./ids.ts";

/** The life of a job. Terminal: `complete`, `failed`, `cancelled`. */
export const JobStatus = z.enum(["created", "queued", "deferred", "in_progress", "complete", "failed", "cancelled"]);
export type JobStatus = z.infer<typeof JobStatus>;

/** What the client asked of the recognizer; travels unchanged from create to every node that works on the job. */
export const JobOptions = z.object({
  model: z.string(),
  /** ISO 639-1 code, or `auto`. */
  language: z.string(),
  promptPreset: z.enum(["default", "verbatim", "remove_fillers", "concise"]),
  /** Write sentences: capitals, full stops and question marks. */
  punctuate: z.boolean().optional(),
  /** Write spoken numbers as digits. */
  numerals: z.boolean().optional(),
});
export type JobOptions = z.infer<typeof JobOptions>;

/** The object in the bucket, pinned by its etag so that a later overwrite cannot change a running job. */
export const AudioSource = z.object({
  objectKey: z.string(),
  etag: z.string(),
  sizeBytes: z.int().positive(),
  /** Lower-case hex; null when the client declared none. A claim until a node has recomputed it. */
  sha256: z.string().nullable(),
  contentType: z.string(),
});
export type AudioSource = z.infer<typeof AudioSource>;

/** Audio that has still to be fetched from its owner's URI into the bucket. */
export const FetchOrder = z.object({
  uri: z.string(),
  /** Where it goes. */
  objectKey: z.string(),
  /** What the client said of it, for want of a better word from the server. */
  contentType: z.string().nullable(),
});
export type FetchOrder = z.infer<typeof FetchOrder>;

/** Audio that is still being spoken: it arrives in parts, which become one recording once the job is over. */
export const LiveOrder = z.object({
  /** Where that recording goes. */
  objectKey: z.string(),
  contentType: z.string(),
});
export type LiveOrder = z.infer<typeof LiveOrder>;

/** How the finished result is to be told; it changes nothing in how it is made, and is echoed. */
export const ResultOptions = z.object({
  /** The request was held open for the result. */
  wait: z.boolean(),
  /** Also pieces that end in the middle of a sentence. */
  partialResults: z.boolean(),
  /** Speakers that the client expects. */
  speakerCount: z.int().positive(),
  speechInsights: z.boolean(),
  voiceInsights: z.boolean(),
});
export type ResultOptions = z.infer<typeof ResultOptions>;

/** How fast jobs with one model went lately: averages over finished jobs, the newest counting most. */
export const ModelPace = z.object({
  /** Length of the recording. */
  audioMs: z.number().positive(),
  /** Wall time from the start of the work to its end. */
  wallMs: z.number().nonnegative(),
  /** Compute time of all chunks, as if one had followed the other. */
  computeMs: z.number().nonnegative(),
});
export type ModelPace = z.infer<typeof ModelPace>;

/** Everything a JobDO needs to run a job; written once at its start. */
export const JobSpec = z.object({
  jobId: Uuid,
  accountId: Uuid,
  /** The recording, if it lies in the bucket already; otherwise `fetch` or `live` tells where it comes from. */
  source: AudioSource.nullable(),
  fetch: FetchOrder.optional(),
  live: LiveOrder.optional(),
  /** Starts as `deferred`, and goes on when the account has a slot for it. */
  awaitsSlot: z.boolean().optional(),
  /** The request that makes the job is held for its result, and takes it back when its audio is unfit. */
  isHeld: z.boolean().optional(),
  options: JobOptions,
  maxDurationSamples: z.int().positive(),
  /** 0 keeps audio and transcript. */
  retentionMs: z.int().nonnegative(),
  createdAtMs: z.int(),
  /** As measured when the job was created; null before the first job with its model has finished. */
  pace: ModelPace.nullable(),
});
export type JobSpec = z.infer<typeof JobSpec>;

export const Failure = z.object({ code: FaultCode, detail: z.string() });
export type Failure = z.infer<typeof Failure>;

/** One word, the unit of streaming. `text` carries its own leading white space; texts are concatenated, never joined. */
export const Token = z.object({
  text: z.string(),
  startSample: z.int().nonnegative(),
  endSample: z.int().nonnegative(),
});
export type Token = z.infer<typeof Token>;

export const Word = z.object({ text: z.string(), startSample: z.int(), endSample: z.int() });
export type Word = z.infer<typeof Word>;

/** A stretch of speech between pauses. Positions count from the start of the whole recording. */
export const Segment = z.object({
  index: z.int().nonnegative(),
  channel: z.int().nonnegative(),
  startSample: z.int().nonnegative(),
  endSample: z.int().nonnegative(),
  text: z.string(),
  words: z.array(Word),
});
export type Segment = z.infer<typeof Segment>;

/** The finished result, stored once as JSON in the bucket. `text` is exactly the concatenation of the streamed tokens. */
export const Transcript = z.object({
  jobId: Uuid,
  text: z.string(),
  segments: z.array(Segment),
  durationSamples: z.int().nonnegative(),
  detectedLanguage: z.string().nullable(),
  /** 0 to 1; null when the engine does not tell. */
  languageProbability: z.number().nullable().default(null),
  /** What was recognized before the prompt preset took words out; null when nothing was taken out. */
  rawText: z.string().nullable().default(null),
});
export type Transcript = z.infer<typeof Transcript>;

/** A job as it stands: what the event log adds up to at some event. */
export const JobSnapshot = z.object({
  jobId: Uuid,
  accountId: Uuid,
  status: JobStatus,
  text: z.string(),
  segments: z.array(Segment),
  /** Null until the decoder reached the end. */
  durationSamples: z.int().nullable(),
  /** Media recognized or known to be silent, and media found so far. */
  doneSamples: z.int().nonnegative(),
  plannedSamples: z.int().nonnegative(),
  detectedLanguage: z.string().nullable(),
  /** 0 to 1; null when the engine does not tell. */
  languageProbability: z.number().nullable(),
  /** What was recognized before the prompt preset took words out; null when nothing was, and until the job is over. */
  rawText: z.string().nullable(),
  /** Wall time until the job is over, estimated from measurements; null without any, and while the job waits. */
  remainingMs: z.int().nullable(),
  /** Average wall time of such a job, as measured when this one was created; null without a measurement. */
  averageMs: z.int().nullable(),
  failure: Failure.nullable(),
  createdAtMs: z.int(),
  startedAtMs: z.int().nullable(),
  completedAtMs: z.int().nullable(),
});
export type JobSnapshot = z.infer<typeof JobSnapshot>;

export function isTerminal(status: JobStatus): boolean {
  return status === "complete" || status === "failed" || status === "cancelled";
}
