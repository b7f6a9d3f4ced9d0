import type { FailureReport } from "../contract/output.ts";
import type { Failure } from "../contract/job.ts";
import { deadlineMs, expire, hear, lose } from "./job-machine.ts";
import type { Loss } from "./job-machine.ts";
import type { JobStore } from "./job-store.ts";

/** A node's word that it cannot do a piece of work: another node tries, or the job fails. */
export function failWork(
  job: JobStore,
  index: number,
  report: FailureReport,
  nowMs: number,
): "accepted" | "stale" | "cancelled" {
  const { record, ledger } = job;
  const lease = ledger.lease(index);
  if (lease === undefined || record.outcome !== undefined) return "cancelled";
  const hearing = hear(lease, report.fence, nowMs);
  if (hearing.verdict !== "held") return "stale";
  settleLoss(job, index, lose(hearing.lease, report.failure), nowMs);
  return "accepted";
}

/** The queue gave a message up. Word of an older epoch is ignored: its work was enqueued anew since. */
export function giveUpWork(job: JobStore, index: number, epoch: number, nowMs: number): void {
  const { record, ledger } = job;
  const lease = ledger.lease(index);
  if (lease === undefined || record.outcome !== undefined || lease.state === "done" || lease.epoch !== epoch) return;
  const failure: Failure = { code: "attempts_exhausted", detail: "no node could finish this part of the audio" };
  settleLoss(job, index, lose(lease, failure), nowMs);
}

/** The watchdog: replaces holders that fell silent and messages that nobody took. */
export function expireWork(job: JobStore, nowMs: number): void {
  for (const state of ["sent", "running"] as const) {
    for (const { idx, ...lease } of job.ledger.workIn(state, Number.MAX_SAFE_INTEGER)) {
      if ((deadlineMs(lease) ?? Infinity) <= nowMs) settleLoss(job, idx, expire(lease), nowMs);
    }
  }
}

/** When {@link expireWork} has something to do at the earliest; null when nothing is out. */
export function nextDeadlineMs({ ledger }: JobStore): number | null {
  const deadlines = (["sent", "running"] as const)
    .flatMap((state) => ledger.workIn(state, Number.MAX_SAFE_INTEGER))
    .map((lease) => deadlineMs(lease) ?? Infinity);
  return deadlines.length === 0 ? null : Math.min(...deadlines);
}

function settleLoss({ record, ledger }: JobStore, index: number, loss: Loss, nowMs: number): void {
  if ("failure" in loss) {
    record.decide({ status: "failed", failure: loss.failure, completedAtMs: nowMs });
    return;
  }
  ledger.setLease(index, loss.retry);
  ledger.forgetHeard(index);
}
