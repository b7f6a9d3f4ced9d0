import type { JobStore } from "../job-store.ts";

/** Where a part of live audio is: in the bucket, still to come, or after the end; `over` when nobody needs it any more. */
export type PartState = "stored" | "awaited" | "ended" | "over";

export function findPart({ record, parts }: JobStore, index: number): PartState {
  if (record.spec.live === undefined || record.outcome !== undefined) return "over";
  if (index < parts.totals().count) return "stored";
  return record.isListening ? "awaited" : "ended";
}
