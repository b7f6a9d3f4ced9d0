import type { JobRecord } from "./job-record.ts";

/**
 * How a job leaves, from mild to final. Cancelled, it ends and keeps what it has. Archived, it is hidden from its owner.
 * Forgotten, at the end of its retention, it has lost its words and its audio. Erased, nothing of it is left.
 */

/** Which jobs a cancel is meant for: only those on which no node works yet, or running ones as well. */
export type CancelReach = "waiting" | "any";

/** `running`: out of reach. `over`: ended otherwise before. */
export type CancelAnswer = "cancelled" | "running" | "over";

/** What is needed of a job, of whatever kind, to cancel it. */
interface StoppableJob {
  readonly record: Pick<JobRecord, "outcome" | "phase" | "decide">;
}

/** Cancels a job that is not over and within reach. Again, the answer is the same. */
export function stopJob({ record }: StoppableJob, reach: CancelReach, nowMs: number): CancelAnswer {
  const { outcome } = record;
  if (outcome !== undefined) return outcome.status === "cancelled" ? "cancelled" : "over";
  if (reach === "waiting" && record.phase === "in_progress") return "running";
  record.decide({ status: "cancelled", failure: null, completedAtMs: nowMs });
  return "cancelled";
}
