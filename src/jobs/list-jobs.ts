import type { Context } from "../context.ts";
import { isTerminal } from "../contract/job.ts";
import { loadTranscripts } from "../transcripts/load-transcripts.ts";
import { findJobs } from "./find-jobs.ts";
import { type JobView, viewOfRow } from "./job-view.ts";

/** A job of a list; `hasText` is false where its text was not loaded, whatever it may be. */
export type ListedJob = JobView & { readonly hasText: boolean };

/**
 * A page of the owner's jobs, newest first, and how many there are in all. Finished ones come with their text; of those
 * that still run the index knows none.
 */
export async function listJobs(
  ctx: Pick<Context, "env" | "db" | "owner">,
  page: { limit: number; offset: number },
): Promise<{ views: ListedJob[]; total: number }> {
  const { rows, total } = await findJobs(ctx, page);
  const finished = rows.filter((row) => isTerminal(row.status)).map((row) => row.id);
  const transcripts = await loadTranscripts(ctx, finished);
  const views = rows.map((row) => {
    const transcript = transcripts.get(row.id) ?? null;
    return Object.assign(viewOfRow(row, transcript), { hasText: transcript !== null });
  });
  return { views, total };
}
