import type { JobStore } from "./job-store.ts";

/** Whether a step outside the job's own object is still to be done: a message, the transcript, the index, a clean-up, word to webhooks. */
export function hasFollowUp({ record, ledger, log }: JobStore): boolean {
  if (record.erasure !== undefined) return true;
  if (record.indexedStatus !== log.state().status) return true;
  if (record.outcome !== undefined) return !log.isDone() || !record.slicesDeleted || record.owesAnnouncement;
  return ledger.workIn("unsent", 1).length > 0;
}
