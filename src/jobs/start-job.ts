import type { JobSpec } from "../contract/job.ts";
import { FETCH_WORK, SPLIT_WORK } from "./chunk-ledger.ts";
import { INITIAL_STATE } from "./event-log.ts";
import type { JobStore } from "./job-store.ts";

/** Records a new job, and its first work unless it waits for a slot; one that was started before is left as it is. */
export function startJob(job: JobStore, spec: JobSpec): void {
  const { record, log } = job;
  if (record.isStarted()) return;
  record.start(spec);
  if (record.hasSlot) addFirstWork(job);
  log.append("state", { ...INITIAL_STATE, status: record.phase });
}

/** What a job with a slot begins with: to get its recording, or to split it. */
export function addFirstWork({ record, ledger }: JobStore): void {
  if (record.spec.fetch !== undefined && record.source === null) ledger.addWork(FETCH_WORK);
  else ledger.addWork(SPLIT_WORK);
}
