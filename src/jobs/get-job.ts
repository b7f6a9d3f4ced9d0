import type { Context } from "../context.ts";
import { isTerminal } from "../contract/job.ts";
import { loadTranscript } from "../transcripts/load-transcript.ts";
import { findJob } from "./find-job.ts";
import { type JobView, viewOfRow } from "./job-view.ts";

/** A job as it stands: a finished one from the index and the bucket, a live one from its object. */
export async function getJob(ctx: Context, id: string): Promise<JobView> {
  const row = await findJob(ctx, id);
  if (isTerminal(row.status)) return viewOfRow(row, await loadTranscript(ctx, row.id));
  const snapshot = await ctx.env.JOB.getByName(row.id).snapshot();
  return snapshot === null ? viewOfRow(row, null) : { row, snapshot };
}
