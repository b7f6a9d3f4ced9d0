import { phraseKey, speechKey } from "../uploads/object-keys.ts";
import type { SpeechStore } from "./speech-store.ts";

/** Most keys that one R2 delete takes. */
const DELETE_BATCH = 1000;

/** Deletes the phrases, which serve the making of the whole only, and what a speech that came to nothing left behind. */
export async function tidySpeech({ record, ledger }: SpeechStore, bucket: R2Bucket): Promise<void> {
  if (record.isTidied) return;
  const { jobId, accountId, format } = record.spec;
  const keys = Array.from({ length: ledger.progress().phrases }, (_, index) => phraseKey(jobId, index));
  if (record.outcome?.status !== "complete") keys.push(speechKey(accountId, jobId, format));
  for (let first = 0; first < keys.length; first += DELETE_BATCH) {
    await bucket.delete(keys.slice(first, first + DELETE_BATCH));
  }
  record.markTidied();
}
