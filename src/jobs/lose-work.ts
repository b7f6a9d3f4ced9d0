import { FAULTS } from "../contract/faults.ts";
import type { Failure } from "../contract/job.ts";
import type { FailureReport } from "../contract/output.ts";
import { FETCH_WORK } from "./chunk-ledger.ts";
import { abandon, deadlineMs, expire, hear, lose } from "./job-machine.ts";
import type { Loss } from "./job-machine.ts";
import type { JobRecord } from "./job-record.ts";
import type { WorkLedger } from "./work-ledger.ts";

/** What is needed of a job, of whatever kind, to replace those who work on it. */
export interface WorkStore {
  readonly record: Pick<JobRecord, "outcome" | "decide">;
  readonly ledger: WorkLedger;
}

/** A node's word that it cannot do a piece of work: another node tries, or the job fails. */
export function failWork(
  job: WorkStore,
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

/** The queue gave a message up. It matters when the work is held under it, or no newer one is out. */
export function giveUpWork(job: WorkStore, index: number, epoch: number, nowMs: number): void {
  const { record, ledger } = job;
  const lease = ledger.lease(index);
  if (lease === undefined || record.outcome !== undefined || lease.state === "done") return;
  if (epoch !== (lease.heldEpoch || lease.epoch)) return;
  settleLoss(job, index, abandon(lease), nowMs);
}

/** The watchdog: replaces holders that fell silent and messages that nobody took. */
export function expireWork(job: WorkStore, nowMs: number): void {
  for (const state of ["sent", "running"] as const) {
    for (const { idx, ...lease } of job.ledger.workIn(state, Number.MAX_SAFE_INTEGER)) {
      if ((deadlineMs(lease) ?? Infinity) <= nowMs) settleLoss(job, idx, expire(lease), nowMs);
    }
  }
}

/** When {@link expireWork} has something to do at the earliest; null when nothing is out, or the job is over. */
export function nextDeadlineMs({ record, ledger }: WorkStore): number | null {
  if (record.outcome !== undefined) return null;
  const deadlines = (["sent", "running"] as const)
    .flatMap((state) => ledger.workIn(state, Number.MAX_SAFE_INTEGER))
    .map((lease) => deadlineMs(lease) ?? Infinity);
  return deadlines.length === 0 ? null : Math.min(...deadlines);
}

function settleLoss({ record, ledger }: WorkStore, index: number, loss: Loss, nowMs: number): void {
  if ("failure" in loss) {
    record.decide({ status: "failed", failure: failureOf(index, loss.failure), completedAtMs: nowMs });
    return;
  }
  ledger.giveBack(index, loss.retry);
}

/** Of a fetch that was given up there is more to say than that work was. */
function failureOf(index: number, failure: Failure): Failure {
  if (index !== FETCH_WORK || failure.code !== "attempts_exhausted") return failure;
  return { code: "uri_unreachable", detail: FAULTS.uri_unreachable.title };
}
