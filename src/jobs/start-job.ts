import type { JobSpec } from "../contract/job.ts";
import { SPLIT_WORK } from "./chunk-ledger.ts";
import { INITIAL_STATE } from "./event-log.ts";
import type { JobStore } from "./job-store.ts";

/** Records a new job and the split as its first work; a job that was started before is left as it is. */
export function startJob({ record, ledger, log }: JobStore, spec: JobSpec): void {
  if (record.isStarted()) return;
  record.start(spec);
  ledger.addWork(SPLIT_WORK);
  log.append("state", INITIAL_STATE);
}
