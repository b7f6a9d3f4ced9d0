import { z } from "zod";

/**
 * A half-open stretch [startSample, endSample) of one channel at 16 kHz. The spans of a plan are numbered from 0; those of
 * each channel touch without gap or overlap: every sample of every channel is in exactly one.
 */
export const Span = z.object({
  index: z.int().nonnegative(),
  channel: z.int().nonnegative(),
  startSample: z.int().nonnegative(),
  endSample: z.int().positive(),
  /** False for silence: such a span is complete as soon as it is planned, with no text and no slice. */
  speech: z.boolean(),
});
export type Span = z.infer<typeof Span>;

/**
 * Names one delivery of one piece of work: the epoch of its message and how often that was delivered. A higher epoch
 * wins; within an epoch, more delivery attempts win. Queues may deliver copies with equal numbers: `holder`, made up by
 * whoever received one, tells them apart, and the first that speaks wins.
 */
export const Fence = z.object({
  epoch: z.int().positive(),
  attempt: z.int().positive(),
  holder: z.string().max(100).optional(),
});
export type Fence = z.infer<typeof Fence>;

/** What a recording is made of, by its own account: positions in it count at 16 kHz whatever the file's rate. */
export const Media = z.object({ channels: z.int().min(1).max(32), sampleRate: z.int().positive() });
export type Media = z.infer<typeof Media>;

/**
 * What a splitting node reports, in order, while it is still decoding. Without spans it is a heartbeat. Spans may be
 * sent again (same index, same positions) and are then accepted without effect.
 */
export const PlanBatch = z.object({
  fence: Fence,
  spans: z.array(Span).max(100),
  /** Sent with the first spans at the latest, and the same ever after. Without it the recording has one channel. */
  media: Media.optional(),
  /** Set on the last batch: the length of the recording, at which every channel's last span ends. 0 for an empty recording. */
  totalSamples: z.int().nonnegative().optional(),
  /** The node keeps the only speech span for itself instead of having it queued. Allowed on a closing batch only. */
  claim: z.boolean().optional(),
});
export type PlanBatch = z.infer<typeof PlanBatch>;

/**
 * `accepted`: recorded (again, if it was sent before). `stale`: a newer lease exists. `cancelled`: the job is over;
 * stop and acknowledge. `claimed` is the fence under which the node recognizes the span that it kept.
 */
export const PlanOutcome = z.object({
  outcome: z.enum(["accepted", "stale", "cancelled"]),
  claimed: z.object({ index: z.int(), fence: Fence }).optional(),
});
export type PlanOutcome = z.infer<typeof PlanOutcome>;
