import type { Context } from "../context.ts";
import type { JobSnapshot } from "../contract/job.ts";
import type { Transfer } from "./job-record.ts";
import type { JobRow } from "../db/schema.ts";
import { findJob } from "./find-job.ts";

/** How far a job is, without its text. */
export interface Progress extends Pick<JobSnapshot, "status" | "doneSamples" | "durationSamples" | "startedAtMs"> {
  /** How much of the audio has been fetched; null when it lay in the bucket from the start. */
  readonly transfer: Transfer | null;
}

/** A job of the owner and how far it is now, or was when it ended. Fault: `job_not_found`. */
export async function findProgress(ctx: Context, id: string): Promise<{ row: JobRow; progress: Progress }> {
  const row = await findJob(ctx, id);
  if (row.status === "complete") {
    return { row, progress: { ...row, doneSamples: row.durationSamples ?? 0, transfer: null } };
  }
  const known = await ctx.env.JOB.getByName(row.id).progress();
  return { row, progress: known ?? { ...row, doneSamples: 0, transfer: null } };
}
