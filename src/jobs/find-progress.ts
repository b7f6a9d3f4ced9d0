import type { Context } from "../context.ts";
import { isTerminal, type JobSnapshot } from "../contract/job.ts";
import type { Transfer } from "./job-record.ts";
import type { JobRow } from "../db/schema.ts";
import { findJob } from "./find-job.ts";

/** How far a job is, without its text. */
export interface Progress extends Pick<JobSnapshot, "status" | "doneSamples" | "durationSamples" | "startedAtMs"> {
  /** How much of the audio has been fetched; null when it lay in the bucket from the start. */
  readonly transfer: Transfer | null;
}

/** A job of the owner and how far it is now. Fault: `job_not_found`. */
export async function findProgress(ctx: Context, id: string): Promise<{ row: JobRow; progress: Progress }> {
  const row = await findJob(ctx, id);
  const live = isTerminal(row.status) ? null : await ctx.env.JOB.getByName(row.id).progress();
  const doneSamples = row.status === "complete" ? (row.durationSamples ?? 0) : 0;
  return { row, progress: live ?? { ...row, doneSamples, transfer: null } };
}
