import type { JobSpec } from "../contract/job.ts";
import { isUnfit } from "./is-unfit.ts";
import type { JobRecord } from "./job-record.ts";

/** A request that is held for the result has this long to take back a job on unfit audio: then nobody is told of it. */
const TAKE_BACK_MS = 5_000;

export interface EndedJob {
  readonly record: Pick<JobRecord, "outcome" | "owesAnnouncement"> & { readonly spec: Pick<JobSpec, "isHeld"> };
}

/** When webhook endpoints are to be told how a job ended; null while it is not over, and once they were. */
export function announcementDueMs({ record }: EndedJob): number | null {
  const { outcome, spec } = record;
  if (outcome === undefined || !record.owesAnnouncement) return null;
  const mayBeTakenBack = spec.isHeld === true && outcome.failure !== null && isUnfit(outcome.failure);
  return outcome.completedAtMs + (mayBeTakenBack ? TAKE_BACK_MS : 0);
}
