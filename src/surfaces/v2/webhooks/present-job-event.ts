import type { JobView } from "../../../jobs/job-view.ts";
import { presentJob } from "../stt/present.ts";
import type { RecognitionEvent } from "./event-wire.ts";

/**
 * What endpoints are told of a recognition job that is over: the job as v2 answers it, without a status, which the event
 * type tells, and with its model under the name `engine`.
 */
export function presentJobEvent(view: JobView): RecognitionEvent {
  const { job_id, created_at, modified_at, request, result, job_config, model } = presentJob(view);
  const { model: engine, ...config } = job_config;
  return { job_id, created_at, modified_at, request, result, job_config: { engine, ...config }, model };
}
