import type { Context } from "../context.ts";
import { SpeechFault } from "../contract/faults.ts";
import { isTerminal } from "../contract/job.ts";
import { findJob } from "./find-job.ts";
import { insist } from "./insist.ts";

/**
 * Erases a job of the owner with everything that is stored of it; one that is not over is cancelled first. Faults:
 * `job_not_found`, also when it was erased before; `storage_unavailable` when something is left, which its object then
 * erases by itself.
 */
export async function eraseJob(ctx: Context, id: string): Promise<void> {
  const { id: jobId, accountId, objectKey, status } = await findJob(ctx, id);
  const job = ctx.env.JOB.getByName(jobId);
  const isGone = await insist(ctx, "job.erase", async () => {
    // Its row is there before its object knows of it: erased now, it would start all the same.
    if (!isTerminal(status) && !(await job.isStarted())) return false;
    return job.erase({ jobId, accountId, objectKey });
  });
  if (!isGone) throw new SpeechFault("storage_unavailable");
}
