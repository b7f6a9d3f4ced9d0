import type { JobOptions } from "../contract/job.ts";
import type { ChunkMessage, SplitMessage } from "../contract/messages.ts";
import { SPLIT_WORK } from "./chunk-ledger.ts";
import { markSent } from "./job-machine.ts";
import type { JobRecord } from "./job-record.ts";
import type { JobStore } from "./job-store.ts";

/** Most messages that one sendBatch of Cloudflare Queues takes. */
const BATCH = 100;

type Queues = Pick<Env, "SPLIT" | "CHUNKS">;

/**
 * The outbox: sends a message for all work that has none out. The ledger is written before and after, so a crash between
 * sending and marking only repeats a message, which the fence makes harmless.
 */
export async function sendWork({ record, ledger }: JobStore, queues: Queues): Promise<void> {
  const { jobId, maxDurationSamples } = record.spec;
  const { source } = record;
  for (let work = ledger.workIn("unsent", BATCH); work.length > 0; work = ledger.workIn("unsent", BATCH)) {
    const options = currentOptions(record);
    const chunks: MessageSendRequest<ChunkMessage>[] = [];
    for (const { idx, epoch } of work) {
      const span = ledger.span(idx);
      if (span !== undefined) chunks.push({ body: { jobId, epoch, span, options }, contentType: "json" });
    }
    const split = work.find(({ idx }) => idx === SPLIT_WORK);
    if (split !== undefined && source !== null) {
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

/** Once the language is locked, chunks that are sent later are told it. */
function currentOptions({ spec, language: { language, locked } }: JobRecord): JobOptions {
  const { options } = spec;
  return options.language === "auto" && locked && language !== null ? { ...options, language } : options;
}
