import type { Context } from "../context.ts";
import { type FaultCode, SpeechFault } from "../contract/faults.ts";
import type { JobRequest } from "./create-job.ts";
import { eraseJob } from "./erase-job.ts";
import { getJob } from "./get-job.ts";
import type { JobView } from "./job-view.ts";
import { waitForJob } from "./wait-for-job.ts";

/** What makes audio fit for no job at all. */
const UNFIT: ReadonlySet<FaultCode> = new Set(["audio_unreadable", "audio_without_sound", "audio_too_long"]);

/**
 * A job as it stands when it is over, or when `SYNC_WAIT_MS` are up. One that was made only to find its audio unfit is
 * erased, and the reason thrown: `audio_unreadable`, `audio_without_sound`, `audio_too_long` with `maxSeconds`. Fault:
 * `job_not_found`.
 */
export async function awaitOutcome(
  ctx: Context,
  { jobId, maxSeconds }: Pick<JobRequest, "jobId" | "maxSeconds">,
): Promise<JobView> {
  await waitForJob(ctx, jobId, Number(ctx.env.SYNC_WAIT_MS));
  const view = await getJob(ctx, jobId);
  const { failure } = view.snapshot;
  if (failure === null || !UNFIT.has(failure.code)) return view;
  await eraseJob(ctx, jobId);
  const isTooLong = failure.code === "audio_too_long" && maxSeconds !== undefined;
  throw new SpeechFault(failure.code, failure.detail, isTooLong ? { context: { maxSeconds } } : {});
}
