import type { FaultCode } from "../contract/faults.ts";
import { FAULTS } from "../contract/faults.ts";
import type { Failure } from "../contract/job.ts";
import type { Fence } from "../contract/plan.ts";

/**
 * The life of one piece of work (the split of a recording, or one chunk), as pure transitions.
 *
 * unsent → sent → running → done, and back to unsent with a higher epoch whenever the work is lost. The queue is a hint:
 * whatever it loses, duplicates or delays, the lease here decides which node's results count.
 */
export interface Lease {
  readonly state: "unsent" | "sent" | "running" | "done";
  /** Raised at each enqueue; a result under an older epoch is refused. */
  readonly epoch: number;
  /** Deliveries of this epoch's message, as told by the node that holds it; 0 until one was heard of. */
  readonly attempt: number;
  /** The output batch expected next from the holder. */
  readonly nextSeq: number;
  /** When the message was sent, or its holder last heard. */
  readonly sinceMs: number;
  /** How often a node took the work and did not finish it. */
  readonly losses: number;
  /** How often the message was sent again because no node took it. */
  readonly resends: number;
}

/** A holder is lost after this silence; nodes send a heartbeat every 3 s. */
export const SILENCE_MS = 12_000;
/** A message is sent again when nobody took it for this long, doubling at each resend up to the longest patience. */
export const FIRST_PATIENCE_MS = 10_000;
export const LONGEST_PATIENCE_MS = 160_000;
/** Work that was lost this often is given up. */
export const MAX_LOSSES = 4;
/** A recording that crashed the decoder this often is not tried again: the next node would crash too. */
const MAX_DECODER_CRASHES = 2;

export const NEW_LEASE: Lease = {
  state: "unsent",
  epoch: 1,
  attempt: 0,
  nextSeq: 0,
  sinceMs: 0,
  losses: 0,
  resends: 0,
};

export function markSent(lease: Lease, nowMs: number): Lease {
  return lease.state === "unsent" ? { ...lease, state: "sent", sinceMs: nowMs } : lease;
}

/** Work that a node keeps for itself, without a message. */
export function claim(lease: Lease, nowMs: number): Lease {
  return { ...lease, state: "running", attempt: 1, sinceMs: nowMs };
}

export function fenceOf(lease: Lease): Fence {
  return { epoch: lease.epoch, attempt: Math.max(1, lease.attempt) };
}

export type Hearing =
  | { readonly verdict: "stale" }
  | { readonly verdict: "done" }
  /** `restarted`: a newer delivery took over, what the previous holder reported so far is void. */
  | { readonly verdict: "held"; readonly lease: Lease; readonly restarted: boolean };

/** What a word from a node under `fence` means: the newest fence holds the lease, and speaking keeps it alive. */
export function hear(lease: Lease, fence: Fence, nowMs: number): Hearing {
  if (fence.epoch !== lease.epoch || fence.attempt < lease.attempt) return { verdict: "stale" };
  if (lease.state === "done") return { verdict: "done" };
  const restarted = fence.attempt > lease.attempt;
  return {
    verdict: "held",
    restarted,
    lease: {
      ...lease,
      state: "running",
      attempt: fence.attempt,
      nextSeq: restarted ? 0 : lease.nextSeq,
      sinceMs: nowMs,
    },
  };
}

export function finish(lease: Lease): Lease {
  return { ...lease, state: "done" };
}

/** When the watchdog must look at this work; null when nothing can be lost. */
export function deadlineMs(lease: Lease): number | null {
  if (lease.state === "running") return lease.sinceMs + SILENCE_MS;
  if (lease.state === "sent") {
    return lease.sinceMs + Math.min(LONGEST_PATIENCE_MS, FIRST_PATIENCE_MS * 2 ** lease.resends);
  }
  return null;
}

export type Loss = { readonly retry: Lease } | { readonly failure: Failure };

/** The next step for overdue work: a message that nobody took is sent again, a silent holder is replaced. */
export function expire(lease: Lease): Loss {
  if (lease.state === "running") {
    return lose(lease, { code: "attempts_exhausted", detail: FAULTS.attempts_exhausted.title });
  }
  return { retry: enqueueAgain({ ...lease, resends: lease.resends + 1 }) };
}

/** Decides between another try and the end of the job after a node failed or fell silent. */
export function lose(lease: Lease, failure: Failure): Loss {
  const losses = lease.losses + 1;
  if (!FAULTS[failure.code].retryable && failure.code !== "attempts_exhausted") return { failure };
  if (losses >= limitOf(failure.code)) return { failure: lastWord(failure) };
  return { retry: enqueueAgain({ ...lease, losses }) };
}

function limitOf(code: FaultCode): number {
  return code === "decoder_crashed" ? MAX_DECODER_CRASHES : MAX_LOSSES;
}

function lastWord(failure: Failure): Failure {
  if (failure.code !== "decoder_crashed") return failure;
  return { code: "audio_unreadable", detail: "the audio could not be decoded: the decoder crashed on it repeatedly" };
}

function enqueueAgain(lease: Lease): Lease {
  return { ...lease, state: "unsent", epoch: lease.epoch + 1, attempt: 0, nextSeq: 0, sinceMs: 0 };
}
