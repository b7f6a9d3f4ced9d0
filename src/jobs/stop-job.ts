import type { JobStore } from "./job-store.ts";

/** Which jobs a cancel is meant for: only those on which no node works yet, or running ones as well. */
export type CancelReach = "waiting" | "any";

/** `running`: out of reach. `over`: ended otherwise before. */
export type CancelAnswer = "cancelled" | "running" | "over";

/** Cancels a job that is not over and within reach. Again, the answer is the same. */
export function stopJob({ record }: JobStore, reach: CancelReach, nowMs: number): CancelAnswer {
  const { outcome } = record;
  if (outcome !== undefined) return outcome.status === "cancelled" ? "cancelled" : "over";
  if (reach === "waiting" && record.phase === "in_progress") return "running";
  record.decide({ status: "cancelled", failure: null, completedAtMs: nowMs });
  return "cancelled";
}
