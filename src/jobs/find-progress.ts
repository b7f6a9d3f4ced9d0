import type { Context } from "../context.ts";
import { isTerminal, type JobSnapshot } from "../contract/job.ts";
import type { JobRow } from "../db/schema.ts";
import { findJob } from "./find-job.ts";

/** How much of the audio has come from its owner's URI; the total is null while its server does not tell. */
export interface Transfer {
  readonly receivedBytes: number;
  readonly totalBytes: number | null;
}

/** How far a job is, without its text. */
export type Progress = Pick<JobSnapshot, "status" | "doneSamples" | "durationSamples" | "startedAtMs"> & {
  /** Only while the audio does not lie in the bucket yet. */
  readonly transfer?: Transfer | null;
};

/** A job of the owner and how far it is now. Fault: `job_not_found`. */
export async function findProgress(ctx: Context, id: string): Promise<{ row: JobRow; progress: Progress }> {
  const row = await findJob(ctx, id);
  const live = isTerminal(row.status) ? null : await ctx.env.JOB.getByName(row.id).progress();
  const doneSamples = row.status === "complete" ? (row.durationSamples ?? 0) : 0;
  return { row, progress: live ?? { ...row, doneSamples } };
}
