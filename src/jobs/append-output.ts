import type { AppendOutcome, OutputBatch } from "../contract/output.ts";
import { finish, hear } from "./job-machine.ts";
import type { JobStore } from "./job-store.ts";
import { lockLanguage } from "./lock-language.ts";
import { tellProgress } from "./tell-progress.ts";

/** Records what a recognizing node heard in one chunk and tells what is next in reading order. Twice equals once. */
export function appendOutput(job: JobStore, index: number, batch: OutputBatch, nowMs: number): AppendOutcome {
  const { record, ledger } = job;
  const lease = ledger.lease(index);
  if (lease === undefined || index < 0 || record.outcome !== undefined) return { outcome: "cancelled" };
  const hearing = hear(lease, batch.fence, nowMs);
  if (hearing.verdict === "stale") return { outcome: "stale" };
  if (hearing.verdict === "done") return { outcome: "duplicate" };

  if (hearing.restarted) ledger.forgetHeard(index);
  ledger.setLease(index, hearing.lease);
  if (batch.tokens.length === 0 && batch.final === undefined) return { outcome: "accepted" };
  if (batch.seq < hearing.lease.nextSeq) return { outcome: "duplicate" };
  if (batch.seq > hearing.lease.nextSeq) return { outcome: "gap", expectedSeq: hearing.lease.nextSeq };

  ledger.addHeard(index, batch.tokens);
  const continued = { ...hearing.lease, nextSeq: batch.seq + 1 };
  ledger.setLease(index, batch.final === undefined ? continued : finish(continued));
  if (batch.final !== undefined) recordReport(job, index, batch.final);
  tellProgress(job, nowMs);
  return { outcome: "accepted" };
}

function recordReport(
  { record, ledger, reports }: JobStore,
  index: number,
  final: NonNullable<OutputBatch["final"]>,
): void {
  const span = ledger.span(index);
  reports.record(index, final, span === undefined ? 0 : span.endSample - span.startSample);
  record.setLanguage(lockLanguage(reports.languages()));
}
