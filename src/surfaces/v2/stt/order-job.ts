import type { Context } from "../../../context.ts";
import { SpeechFault } from "../../../contract/faults.ts";
import { createJob, type JobRequest } from "../../../jobs/create-job.ts";
import type { JobView } from "../../../jobs/job-view.ts";
import { discardAudio } from "../../../uploads/store-audio.ts";

/** Creates the job of an order. Fault: `credit_empty` with what is left and what is needed, and those of {@link createJob}. */
export async function orderJob(ctx: Context, order: JobRequest): Promise<JobView> {
  const created = await createJob(ctx, order);
  if (!("admitted" in created)) return created;
  if ("objectKey" in order.audio) await discardAudio(ctx, order.audio.objectKey);
  if (created.code !== "credit_empty") throw new SpeechFault(created.code);
  const { currentSeconds, requiredSeconds } = created;
  throw new SpeechFault(created.code, undefined, { context: { currentSeconds, requiredSeconds } });
}
