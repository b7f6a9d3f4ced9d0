import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import { SpeechFault } from "../../contract/faults.ts";
import { MAX_PHRASE_BYTES, PhraseFence } from "../../contract/synthesis.ts";
import { BYTES_PER_SAMPLE } from "../../contract/units.ts";
import type { AppEnv } from "../../http/app-env.ts";
import { phraseKey } from "../../uploads/object-keys.ts";
import { indexOf, jobIdOf } from "./params.ts";

/**
 * Stores the samples of one spoken phrase and tells its synthesis. The first to be stored are kept, so that what is
 * already being read never changes; the synthesis decides by the fence whose word counts.
 */
export async function putPhrase(c: Context<AppEnv>): Promise<Response> {
  const [jobId, index] = [jobIdOf(c), indexOf(c)];
  const fence = PhraseFence.parse(c.req.query());
  const key = phraseKey(jobId, index);
  const sizeBytes = await store(c, key);
  const receipt = await c.env.SYNTHESIS.getByName(jobId).appendPhrase({ index, fence, sizeBytes });
  if (receipt.outcome === "cancelled") await c.env.AUDIO.delete(key);
  return c.json(receipt);
}

async function store(c: Context<AppEnv>, key: string): Promise<number> {
  const sizeBytes = Number(c.req.header("content-length") ?? Number.NaN);
  if (!Number.isInteger(sizeBytes) || sizeBytes % BYTES_PER_SAMPLE !== 0) {
    throw new SpeechFault("invalid_request", "a phrase is a number of whole samples with its content-length");
  }
  if (sizeBytes > MAX_PHRASE_BYTES) throw new HTTPException(413, { message: "a phrase is at most 10 minutes long" });
  const onlyIf = new Headers({ "if-none-match": "*" });
  const stored = (await c.env.AUDIO.put(key, c.req.raw.body ?? "", { onlyIf })) ?? (await c.env.AUDIO.head(key));
  // Deleted between the two: the synthesis is over, and says so.
  return stored?.size ?? 0;
}
