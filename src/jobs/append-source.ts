import type { AudioSource } from "../contract/job.ts";
import type { Fence } from "../contract/plan.ts";
import { FETCH_WORK, SPLIT_WORK } from "./chunk-ledger.ts";
import { finish } from "./job-machine.ts";
import { type FetchReceipt, hearFetch } from "./hear-fetch.ts";
import type { JobStore } from "./job-store.ts";
import { tellProgress } from "./tell-progress.ts";

/** Records that the recording of a job lies in the bucket now, and has it split. Twice equals once. */
export function appendSource(job: JobStore, fence: Fence, source: AudioSource, nowMs: number): FetchReceipt {
  const heard = hearFetch(job, fence, nowMs);
  if (heard.verdict !== "held") return heard.receipt;
  const { record, ledger } = job;
  record.setSource(source);
  record.setTransfer({ receivedBytes: source.sizeBytes, totalBytes: source.sizeBytes });
  ledger.setLease(FETCH_WORK, finish(heard.lease));
  ledger.addWork(SPLIT_WORK);
  tellProgress(job, nowMs);
  return "accepted";
}
