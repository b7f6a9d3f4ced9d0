import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import { SpeechFault } from "../../contract/faults.ts";
import type { AppEnv } from "../../http/app-env.ts";
import { extentOf, parseByteRange } from "./byte-range.ts";
import { jobIdOf } from "./params.ts";

/**
 * The recording of a job, whole or the `Range` asked for. Key and etag come from the job, not from the node: parts of two
 * recordings are never mixed.
 */
export async function getAudio(c: Context<AppEnv>): Promise<Response> {
  const source = await c.env.JOB.getByName(jobIdOf(c)).source();
  if (source === null) throw new SpeechFault("job_not_found");
  const onlyIf = { etagMatches: source.etag };
  const range = parseByteRange(c.req.header("range"));

  const object = await getObject(c.env.AUDIO, source.objectKey, range === undefined ? { onlyIf } : { onlyIf, range });
  if (object === null) throw new SpeechFault("audio_missing");
  if (!("body" in object)) throw new SpeechFault("audio_changed");

  const headers = { "content-type": "application/octet-stream", "accept-ranges": "bytes", etag: object.httpEtag };
  if (range === undefined) {
    return c.body(object.body, 200, { ...headers, "content-length": String(object.size) });
  }
  const extent = extentOf(range, object.size);
  if (extent === undefined) {
    await object.body.cancel();
    throw outsideOfAudio();
  }
  return c.body(object.body, 206, {
    ...headers,
    "content-length": String(extent.length),
    "content-range": `bytes ${extent.offset}-${extent.offset + extent.length - 1}/${object.size}`,
  });
}

async function getObject(bucket: R2Bucket, key: string, options: R2GetOptions & { onlyIf: R2Conditional }) {
  try {
    return await bucket.get(key, options);
  } catch (cause) {
    // R2 has no error class; 10039 is its code for a range that lies outside the object.
    if (!(cause instanceof Error) || !cause.message.includes("(10039)")) throw cause;
    throw outsideOfAudio(cause);
  }
}

function outsideOfAudio(cause?: unknown): HTTPException {
  return new HTTPException(416, { message: "the range lies outside the audio", cause });
}
