import type { Context } from "../context.ts";
import { SpeechFault } from "../contract/faults.ts";
import { isTerminal } from "../contract/job.ts";
import { findJob } from "./find-job.ts";
import { getJob } from "./get-job.ts";
import { insist } from "./insist.ts";
import type { JobView } from "./job-view.ts";

/**
 * Cancels a job of the owner that is not over, and gives it as it stands then, with the text told so far. Again, it is the
 * same. Faults: `job_not_found`, `job_over` for one that ended otherwise, `storage_unavailable`.
 */
export async function cancelJob(ctx: Context, id: string): Promise<JobView> {
  const row = await findJob(ctx, id);
  if (row.status !== "cancelled") {
    const answer = await insist(ctx, "job.cancel", () => ctx.env.JOB.getByName(row.id).cancel("any"));
    if (answer === "over") throw new SpeechFault("job_over");
    // Its row is there before its object knows of it, and stays when the object has forgotten it.
    if (answer === "unknown") throw new SpeechFault(isTerminal(row.status) ? "job_over" : "storage_unavailable");
  }
  return getJob(ctx, id);
}
