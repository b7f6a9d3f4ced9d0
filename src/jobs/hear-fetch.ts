import type { Fence } from "../contract/plan.ts";
import { FETCH_WORK } from "./chunk-ledger.ts";
import { hear, type Lease } from "./job-machine.ts";
import type { JobStore } from "./job-store.ts";

/** `accepted`: go on. `stale`: another fetches now. `cancelled`: the job is over, or was never to be fetched. */
export type FetchReceipt = "accepted" | "stale" | "cancelled";

type Heard =
  | { readonly verdict: "held"; readonly lease: Lease }
  | { readonly verdict: "over"; readonly receipt: FetchReceipt };

/** What a word from whoever fetches the recording means: the lease as it is from then on, or the receipt to give. */
export function hearFetch({ record, ledger }: JobStore, fence: Fence, nowMs: number): Heard {
  const lease = ledger.lease(FETCH_WORK);
  if (lease === undefined || record.outcome !== undefined) return { verdict: "over", receipt: "cancelled" };
  const hearing = hear(lease, fence, nowMs);
  if (hearing.verdict === "stale") return { verdict: "over", receipt: "stale" };
  if (hearing.verdict === "done") return { verdict: "over", receipt: "accepted" };
  return { verdict: "held", lease: hearing.lease };
}
