import type { Context } from "../../context.ts";
import type { FetchMessage } from "../../contract/messages.ts";
import type { Fence } from "../../contract/plan.ts";
import { insist } from "../../jobs/insist.ts";
import type { Transfer } from "../../jobs/job-record.ts";
import { downloadAudio } from "./download-audio.ts";
import { failureOf } from "./failure-of.ts";
import { type TransferLimits, TransferWatch } from "./transfer-watch.ts";

export interface FetchLimits extends TransferLimits {
  /** Largest file, after decompression. */
  readonly maxBytes: number;
}

/** As large as an upload may be, in less time than the consumer of a queue is given. */
const LIMITS: FetchLimits = { maxBytes: 5 * 1024 ** 3, totalMs: 600_000, idleMs: 20_000, beatMs: 2_000 };

/**
 * Fetches the audio of a job from its URI into the bucket, and tells the job how it goes and how it ended. Stops when
 * the job no longer wants it. Again it finds what is stored already, and the fence decides which word counts. Throws
 * only when the job cannot be told.
 */
export async function fetchAudio(
  ctx: Pick<Context, "env" | "log">,
  { jobId, order }: FetchMessage,
  fence: Fence,
  limits: FetchLimits = LIMITS,
): Promise<void> {
  const { env, log } = ctx;
  const job = () => env.JOB.getByName(jobId);
  async function beat(transfer: Transfer): Promise<boolean> {
    try {
      return (await job().beatFetch(fence, transfer)) === "accepted";
    } catch (error) {
      log.warn("fetch.beat failed: {error}", { jobId, error });
      return true;
    }
  }

  // Whoever else has the message hears before anything is fetched that this one was first.
  const opening = await insist(ctx, "fetch.open", () => job().beatFetch(fence, { receivedBytes: 0, totalBytes: null }));
  if (opening !== "accepted") return;
  const watch = new TransferWatch({ limits, beat });
  try {
    const { signal } = watch;
    const onTransfer = (transfer: Transfer) => watch.note(transfer);
    const source = await downloadAudio(env, { order, maxBytes: limits.maxBytes, signal, onTransfer });
    const receipt = await insist(ctx, "fetch.append", () => job().appendSource(fence, source));
    // Audio that comes after the end of its job belongs to nobody: nothing else would ever delete it.
    if (receipt === "cancelled" && (await job().source()) === null) await env.AUDIO.delete(order.objectKey);
  } catch (error) {
    if (!watch.isWanted) return;
    const reason: unknown = watch.signal.aborted ? watch.signal.reason : error;
    const failure = failureOf(reason);
    log.warn("fetch.audio failed: {code}", { jobId, ...failure, ...(failure.code === "internal" && { reason }) });
    await insist(ctx, "fetch.fail", () => job().failFetch({ fence, failure }));
  } finally {
    watch.close();
  }
}
