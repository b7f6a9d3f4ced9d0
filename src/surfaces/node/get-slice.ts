import type { Context } from "hono";
import { SpeechFault } from "../../contract/faults.ts";
import type { AppEnv } from "../../http/app-env.ts";
import { sliceKey } from "../../uploads/object-keys.ts";
import { indexOf, jobIdOf } from "./params.ts";

export async function getSlice(c: Context<AppEnv>): Promise<Response> {
  const slice = await c.env.AUDIO.get(sliceKey(jobIdOf(c), indexOf(c)));
  if (slice === null) throw new SpeechFault("audio_missing");
  return c.body(slice.body, 200, {
    "content-type": "application/octet-stream",
    "content-length": String(slice.size),
  });
}
