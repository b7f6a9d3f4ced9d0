import type { Context } from "hono";
import { SpeechFault } from "../../contract/faults.ts";
import type { AppEnv } from "../../http/app-env.ts";
import { partKey } from "../../uploads/object-keys.ts";
import { indexOf, jobIdOf } from "./params.ts";

/** Less than nodes wait for any answer. */
const HOLD_MS = 20_000;

/** One part of audio that is still being spoken, held back until it is there. */
export async function getPart(c: Context<AppEnv>): Promise<Response> {
  const jobId = jobIdOf(c);
  const index = indexOf(c);
  const state = await c.env.JOB.getByName(jobId).awaitPart(index, HOLD_MS);
  if (state === "over") throw new SpeechFault("job_not_found");
  if (state === "ended") return c.body(null, 204);
  if (state === "awaited") return c.body(null, 202);
  const part = await c.env.AUDIO.get(partKey(jobId, index));
  if (part === null) throw new SpeechFault("audio_missing");
  return c.body(part.body, 200, {
    "content-type": "application/octet-stream",
    "content-length": String(part.size),
  });
}
