/**
 * The deployment's word that a piece of work is no longer wanted: a newer lease exists (`stale`), the job is over
 * (`cancelled`), or the result was recorded before (`duplicate`). Stop and acknowledge.
 */
export class WorkOver extends Error {
  override readonly name = "WorkOver";
  readonly outcome: "stale" | "cancelled" | "duplicate";

  constructor(outcome: WorkOver["outcome"]) {
    super(`the work is over: ${outcome}`);
    this.outcome = outcome;
  }
}
