import type { Fence } from "../contract/plan.ts";
import { FETCH_WORK } from "./chunk-ledger.ts";
import { type FetchReceipt, hearFetch } from "./hear-fetch.ts";
import type { Transfer } from "./job-record.ts";
import type { JobStore } from "./job-store.ts";

/** Keeps the lease of whoever fetches the recording, and notes how far it is. */
export function beatFetch(job: JobStore, fence: Fence, transfer: Transfer, nowMs: number): FetchReceipt {
  const heard = hearFetch(job, fence, nowMs);
  if (heard.verdict !== "held") return heard.receipt;
  job.ledger.setLease(FETCH_WORK, heard.lease);
  job.record.setTransfer(transfer);
  return "accepted";
}
