import type { Recording } from "./delete-content.ts";
import type { JobStore } from "./job-store.ts";
import { finalState } from "./publish-outcome.ts";
import { stopJob } from "./stop-job.ts";

/** Marks a job to be erased, whatever became of it. One that is not over ends here, and its watchers are told so. */
export function beginErasure(job: JobStore, recording: Recording, nowMs: number): void {
  const { record, log } = job;
  if (record.erasure !== undefined) return;
  record.markErased(recording);
  if (!record.isStarted() || log.isDone()) return;
  stopJob(job, "any", nowMs);
  const state = finalState(job);
  if (state !== undefined) log.append("done", state);
}
