import type { Progress } from "./find-progress.ts";
import type { JobStore } from "./job-store.ts";
import { currentState } from "./publish-outcome.ts";

/** How far a job is now, without its text. */
export function currentProgress(job: JobStore): Progress {
  const { status, durationSamples, startedAtMs } = currentState(job);
  return {
    status,
    durationSamples,
    startedAtMs,
    doneSamples: job.ledger.doneSamples(),
    transfer: job.record.transfer,
  };
}
