import type { JobSnapshot, ModelPace } from "../contract/job.ts";
import { SAMPLE_RATE } from "../contract/units.ts";

/** Share of a recording that must be done before a job's own pace says more than that of earlier jobs. */
const OWN_PACE_FROM = 0.1;

/** What else is asked of the nodes. */
export interface Load {
  /** Place among the jobs that wait, 1 for the next to start. */
  readonly queuePosition: number;
  /** Jobs that nodes work on. */
  readonly running: number;
  /** Chunks that all living nodes together recognize at once, and how many more they could now. */
  readonly slots: number;
  readonly freeSlots: number;
}

type Progress = Pick<JobSnapshot, "doneSamples" | "durationSamples" | "startedAtMs">;

/**
 * Wall time until a waiting job is over: the work before it, shared among the slots, then its own. Jobs that run are
 * taken to be half done. Null without a measured pace or a living node: then there is nothing to go by.
 */
export function estimateWaiting(load: Load, pace: ModelPace | null): number | null {
  const { queuePosition, running, slots, freeSlots } = load;
  if (pace === null || slots === 0) return null;
  const jobsBefore = queuePosition - 1 + (freeSlots > 0 ? 0 : running / 2);
  return Math.ceil((jobsBefore * pace.computeMs) / slots + pace.wallMs);
}

/**
 * Wall time until a running job is over: by the rate at which it went so far, or by that of earlier jobs while it has
 * hardly begun. Null when neither was measured.
 */
export function estimateRemaining(progress: Progress, pace: ModelPace | null, nowMs: number): number | null {
  const { doneSamples, durationSamples, startedAtMs } = progress;
  const elapsedMs = Math.max(0, nowMs - (startedAtMs ?? nowMs));
  if (durationSamples !== null && doneSamples > durationSamples * OWN_PACE_FROM) {
    return Math.ceil((elapsedMs / doneSamples) * (durationSamples - doneSamples));
  }
  if (pace === null) return null;
  const totalMs = durationSamples === null ? pace.wallMs : toMs(durationSamples) * (pace.wallMs / pace.audioMs);
  return Math.ceil(Math.max(0, totalMs - elapsedMs));
}

function toMs(samples: number): number {
  return (samples * 1000) / SAMPLE_RATE;
}
