import type { Context } from "../context.ts";
import { SpeechFault } from "../contract/faults.ts";
import type { JobRequest } from "./create-job.ts";
import { eraseJob } from "./erase-job.ts";
import { getJob } from "./get-job.ts";
import { isUnfit } from "./is-unfit.ts";
import type { JobView } from "./job-view.ts";
import { waitForJob } from "./wait-for-job.ts";

/**
 * A job as it stands when it is over, or when `SYNC_WAIT_MS` are up. One that was made only to find its audio unfit is
 * erased, counts for nothing, and the reason is thrown: `audio_unreadable`, `audio_without_sound`, `audio_too_long` with
 * `maxSeconds`. Fault: `job_not_found`.
 */
export async function awaitOutcome(
  ctx: Context,
  { jobId, maxSeconds }: Pick<JobRequest, "jobId" | "maxSeconds">,
): Promise<JobView> {
  await waitForJob(ctx, jobId, Number(ctx.env.SYNC_WAIT_MS));
  const view = await getJob(ctx, jobId);
  const { failure } = view.snapshot;
  if (failure === null || !isUnfit(failure)) return view;
  await eraseJob(ctx, jobId);
  await ctx.env.ACCOUNT.getByName(ctx.owner).takeBack(jobId);
  const isTooLong = failure.code === "audio_too_long" && maxSeconds !== undefined;
  throw new SpeechFault(failure.code, failure.detail, isTooLong ? { context: { maxSeconds } } : {});
}
