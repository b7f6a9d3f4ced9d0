import type { JobStore } from "./job-store.ts";
import { addFirstWork } from "./start-job.ts";
import { tellProgress } from "./tell-progress.ts";

/** Lets a job go on that waited for a slot of its account. Told again, or too late, nothing changes. */
export function proceedJob(job: JobStore, nowMs: number): void {
  const { record } = job;
  if (record.outcome !== undefined || record.hasSlot) return;
  record.takeSlot();
  addFirstWork(job);
  tellProgress(job, nowMs);
}
