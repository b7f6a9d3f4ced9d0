import type { Delivery, PhraseMessage } from "../contract/synthesis.ts";
import { markSent, NEW_LEASE } from "../jobs/job-machine.ts";
import type { SpeechStore } from "./speech-store.ts";

/**
 * Phrases that may be out at once, counted from the first that is missing or that the listener wants next: enough to keep
 * nodes busy, and, of a stream, all that is spoken for nobody when its listener leaves.
 */
const WINDOW: Readonly<Record<Delivery, number>> = { object: 4, stream: 2 };

/** The outbox: sends a message for each phrase that is due. Sent twice, the fence makes the second one harmless. */
export async function sendPhrases({ record, ledger }: SpeechStore, queue: Env["PHRASES"]): Promise<void> {
  const { jobId, voice, delivery } = record.spec;
  const window = WINDOW[delivery];
  const end = window + (delivery === "stream" ? record.wanted : ledger.progress().ready);
  const due = ledger.workIn("unsent", window).filter(({ idx }) => idx < end);
  const messages: MessageSendRequest<PhraseMessage>[] = [];
  for (const { idx, epoch } of due) {
    const phrase = ledger.phrase(idx);
    if (phrase === undefined) continue;
    messages.push({ body: { jobId, epoch, index: idx, voice, ...phrase }, contentType: "json" });
  }
  if (messages.length === 0) return;
  await queue.sendBatch(messages);
  // A queue that was slow for one phrase is slow for the next: its patience starts where that of the others is.
  const patience = { resends: ledger.mostResends() };
  for (const { idx, epoch } of due) {
    const lease = ledger.lease(idx);
    if (lease?.epoch !== epoch) continue;
    ledger.setLease(idx, markSent({ ...lease, ...(epoch === NEW_LEASE.epoch ? patience : {}) }, Date.now()));
  }
}
