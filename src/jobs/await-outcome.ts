import type { Context } from "../context.ts";
import { type FaultCode, SpeechFault } from "../contract/faults.ts";
import { eraseJob } from "./erase-job.ts";
import { getJob } from "./get-job.ts";
import type { JobView } from "./job-view.ts";
import { waitForJob } from "./wait-for-job.ts";

/** What makes audio fit for no job at all. */
const UNFIT: ReadonlySet<FaultCode> = new Set(["audio_unreadable", "audio_without_sound", "audio_too_long"]);

/**
 * A job as it stands when it is over or the time is up. One that was made only to find its audio unfit is erased, and the
 * reason thrown: `audio_unreadable`, `audio_without_sound`, `audio_too_long` with `maxSeconds`. Fault: `job_not_found`.
 */
export async function awaitOutcome(
  ctx: Context,
  { jobId, timeoutMs, maxSeconds }: { jobId: string; timeoutMs: number; maxSeconds: number },
): Promise<JobView> {
  await waitForJob(ctx, jobId, timeoutMs);
  const view = await getJob(ctx, jobId);
  const { failure } = view.snapshot;
  if (failure === null || !UNFIT.has(failure.code)) return view;
  await eraseJob(ctx, jobId);
  const context = failure.code === "audio_too_long" ? { context: { maxSeconds } } : {};
  throw new SpeechFault(failure.code, failure.detail, context);
}
