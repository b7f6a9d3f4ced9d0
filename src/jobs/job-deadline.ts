import { audioDeadlineMs } from "./live/end-audio.ts";
import type { JobStore } from "./job-store.ts";
import { nextDeadlineMs } from "./lose-work.ts";

/** When someone at work on a job, or its speaker, is silent for too long; null while nobody is awaited. */
export function jobDeadlineMs(job: JobStore): number | null {
  const deadlines = [nextDeadlineMs(job), audioDeadlineMs(job)].filter((atMs) => atMs !== null);
  return deadlines.length === 0 ? null : Math.min(...deadlines);
}
