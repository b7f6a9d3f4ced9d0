import { eq } from "drizzle-orm";
import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import { SpeechFault } from "../../contract/faults.ts";
import { jobs } from "../../db/schema.ts";
import type { AppEnv } from "../../http/app-env.ts";
import { extentOf, parseByteRange } from "./byte-range.ts";
import { jobIdOf } from "./params.ts";

/**
 * The recording of a job, whole or the `Range` asked for. `If-Match` carries the etag that the job has pinned, so that
 * parts of two recordings are never mixed. The key comes from the index, not from the node.
 */
export async function getAudio(c: Context<AppEnv>): Promise<Response> {
  const objectKey = await findObjectKey(c, jobIdOf(c));
  const etag = c.req.header("if-match")?.replaceAll('"', "");
  const onlyIf = etag === undefined ? {} : { etagMatches: etag };
  const range = parseByteRange(c.req.header("range"));

  const object = await getObject(c.env.AUDIO, objectKey, range === undefined ? { onlyIf } : { onlyIf, range });
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

async function findObjectKey(c: Context<AppEnv>, jobId: string): Promise<string> {
  const { db } = c.get("scope");
  const [row] = await db.select({ objectKey: jobs.objectKey }).from(jobs).where(eq(jobs.id, jobId)).limit(1);
  if (row === undefined) throw new SpeechFault("job_not_found");
  return row.objectKey;
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
