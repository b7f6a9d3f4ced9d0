import { eq } from "drizzle-orm";
import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import { SpeechFault } from "../../contract/faults.ts";
import { jobs } from "../../db/schema.ts";
import type { AppEnv } from "../../http/app-env.ts";
import { jobIdOf } from "./params.ts";

/**
 * The recording of a job, whole or the `Range` asked for. `If-Match` carries the etag that the job has pinned, so that
 * parts of two recordings are never mixed. The key comes from the index, not from the node.
 */
export async function getAudio(c: Context<AppEnv>): Promise<Response> {
  const [row] = await c
    .get("scope")
    .db.select({ objectKey: jobs.objectKey })
    .from(jobs)
    .where(eq(jobs.id, jobIdOf(c)))
    .limit(1);
  if (row === undefined) throw new SpeechFault("job_not_found");

  const etag = c.req.header("if-match")?.replaceAll('"', "");
  const ranged = c.req.header("range") !== undefined;
  const object = await getObject(c.env.AUDIO, row.objectKey, {
    ...(etag === undefined ? {} : { onlyIf: { etagMatches: etag } }),
    ...(ranged ? { range: c.req.raw.headers } : {}),
  });
  if (object === null) throw new SpeechFault("audio_missing");
  if (!("body" in object)) throw new SpeechFault("audio_changed");

  const { offset, length } = extentOf(object);
  return c.body(object.body, ranged ? 206 : 200, {
    "content-type": "application/octet-stream",
    "content-length": String(length),
    "accept-ranges": "bytes",
    etag: object.httpEtag,
    ...(ranged ? { "content-range": `bytes ${offset}-${offset + length - 1}/${object.size}` } : {}),
  });
}

async function getObject(bucket: R2Bucket, key: string, options: R2GetOptions) {
  try {
    return await bucket.get(key, { onlyIf: {}, ...options });
  } catch (cause) {
    // R2 has no error class; 10039 is its code for a range that lies outside the object.
    if (!(cause instanceof Error) || !cause.message.includes("(10039)")) throw cause;
    throw new HTTPException(416, { message: "the range lies outside the audio", cause });
  }
}

function extentOf({ range, size }: R2Object): { offset: number; length: number } {
  if (range === undefined) return { offset: 0, length: size };
  if ("suffix" in range) {
    const length = Math.min(range.suffix, size);
    return { offset: size - length, length };
  }
  const offset = range.offset ?? 0;
  return { offset, length: Math.min(range.length ?? size, size - offset) };
}
