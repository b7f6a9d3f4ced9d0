import type { JobOptions } from "../contract/job.ts";
import type { ChunkMessage, FetchMessage, SplitMessage } from "../contract/messages.ts";
import { FETCH_WORK, SPLIT_WORK } from "./chunk-ledger.ts";
import { type Lease, markSent } from "./job-machine.ts";
import type { JobRecord } from "./job-record.ts";
import type { JobStore } from "./job-store.ts";

/** Most messages that one sendBatch of Cloudflare Queues takes. */
const BATCH = 100;

type Queues = Pick<Env, "FETCHES" | "SPLIT" | "CHUNKS">;

/**
 * The outbox: sends a message for all work that has none out. The ledger is written before and after, so a crash between
 * sending and marking only repeats a message, which the fence makes harmless. A job that ends meanwhile sends no more.
 */
export async function sendWork({ record, ledger }: JobStore, queues: Queues): Promise<void> {
  const { jobId, maxDurationSamples, fetch, live } = record.spec;
  const { source } = record;
  for (let work = ledger.workIn("unsent", BATCH); work.length > 0; work = ledger.workIn("unsent", BATCH)) {
    if (record.outcome !== undefined) return;
    const options = currentOptions(record);
    const chunks: MessageSendRequest<ChunkMessage>[] = [];
    for (const { idx, epoch } of work) {
      const span = ledger.span(idx);
      if (span !== undefined) chunks.push({ body: { jobId, epoch, span, options }, contentType: "json" });
    }
    const fetching = work.find(({ idx }) => idx === FETCH_WORK);
    if (fetching !== undefined && fetch !== undefined) {
      const message: FetchMessage = { jobId, epoch: fetching.epoch, order: fetch };
      await queues.FETCHES.send(message, { contentType: "json", delaySeconds: fetchDelaySeconds(fetching) });
    }
    const split = work.find(({ idx }) => idx === SPLIT_WORK);
    if (split !== undefined && (source !== null || live !== undefined)) {
      const message: SplitMessage = { jobId, epoch: split.epoch, source, maxDurationSamples, options };
      await queues.SPLIT.send(message, { contentType: "json" });
    }
    if (chunks.length > 0) await queues.CHUNKS.sendBatch(chunks);
    for (const { idx, epoch } of work) {
      const lease = ledger.lease(idx);
      if (lease?.epoch === epoch) ledger.setLease(idx, markSent(lease, Date.now()));
    }
  }
}

/** A server that failed gets a moment before it is asked again: 1, 2, 4 s, within the watchdog's first patience. */
function fetchDelaySeconds({ losses }: Pick<Lease, "losses">): number {
  return losses === 0 ? 0 : 2 ** (losses - 1);
}

/** Once the language is locked, chunks that are sent later are told it. */
function currentOptions({ spec, language: { language, locked } }: JobRecord): JobOptions {
  const { options } = spec;
  return options.language === "auto" && locked && language !== null ? { ...options, language } : options;
}
