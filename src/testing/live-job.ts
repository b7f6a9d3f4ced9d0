import { env } from "cloudflare:workers";
import type { Context } from "../context.ts";
import { newId } from "../contract/ids.ts";
import { uploadKey } from "../uploads/object-keys.ts";
import { mintJob, mintTenant, type Tenant } from "./factories.ts";
import type { JobStub } from "./running-job.ts";

export interface LiveJob {
  readonly ctx: Context;
  readonly jobId: string;
  readonly stub: JobStub;
  /** Where its recording goes. */
  readonly objectKey: string;
}

/** A job whose audio is still to be spoken, of a new tenant unless told otherwise. */
export async function mintLiveJob(tenant?: Tenant): Promise<LiveJob> {
  const owner = tenant ?? (await mintTenant());
  const jobId = newId();
  const objectKey = uploadKey(owner.ctx.owner, jobId);
  await mintJob(owner, { jobId, audio: { live: { objectKey, contentType: "audio/wav" }, filename: "live" } });
  return { ctx: owner.ctx, jobId, stub: env.JOB.getByName(jobId), objectKey };
}
