import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import { SpeechFault } from "../../contract/faults.ts";
import { BYTES_PER_SAMPLE, SAMPLE_RATE } from "../../contract/units.ts";
import type { AppEnv } from "../../http/app-env.ts";
import { sliceKey } from "../../uploads/object-keys.ts";
import { indexOf, jobIdOf } from "./params.ts";

const LONGEST_SLICE_BYTES = 30 * SAMPLE_RATE * BYTES_PER_SAMPLE;

/** Stores the samples of one span; sent again, they replace themselves. */
export async function putSlice(c: Context<AppEnv>): Promise<Response> {
  const jobId = jobIdOf(c);
  const key = sliceKey(jobId, indexOf(c));
  const sizeBytes = Number(c.req.header("content-length") ?? Number.NaN);
  const { body } = c.req.raw;
  if (body === null || !Number.isInteger(sizeBytes) || sizeBytes === 0 || sizeBytes % BYTES_PER_SAMPLE !== 0) {
    throw new SpeechFault("invalid_request", "a slice is a positive number of whole samples with its content-length");
  }
  if (sizeBytes > LONGEST_SLICE_BYTES) throw new HTTPException(413, { message: "a slice is at most 30 s long" });
  await c.env.AUDIO.put(key, body);
  // A job that ended while the samples were on their way has cleaned up already: nothing would ever delete these.
  if (!(await c.env.JOB.getByName(jobId).isWanted())) {
    await c.env.AUDIO.delete(key);
    throw new SpeechFault("job_not_found");
  }
  return c.body(null, 204);
}
