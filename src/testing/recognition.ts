import { env } from "cloudflare:workers";
import type { FaultCode } from "../contract/faults.ts";
import { findJobs } from "../jobs/find-jobs.ts";
import { send, type TestRequest, type Tenant } from "./factories.ts";
import { until } from "./until.ts";
import { wavOf } from "./wav.ts";

/** Tests of recognition on v2 share these. */

/** A millisecond of silence in base64. */
export const CLIP = wavOf({ seconds: 0.001 }).toBase64();

/** Sends a request to `/v2/speech/stt…`. */
export async function sendStt({ apiKey }: Tenant, path = "", request: TestRequest = {}): Promise<Response> {
  return send(`/v2/speech/stt${path}`, { apiKey, ...request });
}

/** A job request on {@link CLIP}, or on what `request` says. */
export function orderOf(config: object = {}, request: object = { data: CLIP }) {
  return { config: { model: "stt-general", ...config }, request };
}

/** Makes a job on {@link CLIP}; gives its id. */
export async function mintRecognition(tenant: Tenant, config: object = {}, request: object = {}): Promise<string> {
  const response = await sendStt(tenant, "", { json: orderOf(config, { data: CLIP, ...request }) });
  const { job_id } = await response.json<{ job_id: string }>();
  return job_id;
}

/** The id of the tenant's newest job, as soon as there is one. */
export async function awaitJobId({ ctx }: Tenant): Promise<string> {
  return until(async () => {
    const { rows } = await findJobs(ctx, { limit: 1, offset: 0 });
    const [row] = rows;
    return row !== undefined && (await env.JOB.getByName(row.id).isStarted()) ? row.id : undefined;
  });
}

/** Has a node find out that a recording is unfit. */
export async function failJob(jobId: string, code: FaultCode, detail: string): Promise<void> {
  await env.JOB.getByName(jobId).failPlan({ fence: { epoch: 1, attempt: 1 }, failure: { code, detail } });
}
