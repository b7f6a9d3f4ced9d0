import { and, eq, isNull } from "drizzle-orm";
import type { Context } from "../context.ts";
import { SpeechFault } from "../contract/faults.ts";
import { isTerminal } from "../contract/job.ts";
import { jobs } from "../db/schema.ts";
import { findJob } from "./find-job.ts";
import { getJob } from "./get-job.ts";
import { insist } from "./insist.ts";
import type { JobView } from "./job-view.ts";

/**
 * Hides a job of the owner for good and gives it as it was last; one that waits is cancelled first, at no cost. Whether it
 * still waits is for its own object to say. Faults: `job_not_found`, also for one that is archived already,
 * `job_in_progress`, `storage_unavailable`.
 */
export async function archiveJob(ctx: Context, id: string): Promise<JobView> {
  const row = await findJob(ctx, id);
  const context = { jobId: row.id };
  if (!isTerminal(row.status)) {
    const answer = await insist(ctx, "job.cancel", () => ctx.env.JOB.getByName(row.id).cancel("waiting"));
    if (answer === "running") throw new SpeechFault("job_in_progress", undefined, { context });
    // Its row is there before its object knows of it: a moment later the answer is another.
    if (answer === "unknown") throw new SpeechFault("storage_unavailable");
  }
  const view = await getJob(ctx, id);
  const archivedAtMs = Date.now();
  const archived = await ctx.db
    .update(jobs)
    .set({ archivedAtMs })
    .where(and(eq(jobs.id, row.id), isNull(jobs.archivedAtMs)))
    .returning({ id: jobs.id });
  if (archived.length === 0) throw new SpeechFault("job_not_found", undefined, { context });
  return { ...view, row: { ...view.row, archivedAtMs } };
}
