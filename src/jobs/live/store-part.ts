import type { Context } from "../../context.ts";
import { partKey } from "../../uploads/object-keys.ts";
import type { PartOutcome } from "./append-part.ts";
import { insist } from "../insist.ts";

/**
 * Stores the next part of a job's live audio and tells the job. Fault: `storage_unavailable`, after which the same part may
 * be stored again.
 */
export async function storePart(
  ctx: Pick<Context, "env" | "log">,
  { jobId, index, bytes }: { jobId: string; index: number; bytes: Uint8Array },
): Promise<PartOutcome> {
  const { env } = ctx;
  const key = partKey(jobId, index);
  await insist(ctx, "part.put", () => env.AUDIO.put(key, bytes));
  const outcome = await insist(ctx, "part.append", () => env.JOB.getByName(jobId).appendPart(index, bytes.byteLength));
  // A job that ended meanwhile has cleaned up already: nothing would ever delete this.
  if (outcome === "over") await env.AUDIO.delete(key);
  return outcome;
}
