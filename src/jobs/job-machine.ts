import { FAULTS } from "../contract/faults.ts";
import type { Failure } from "../contract/job.ts";
import type { Fence } from "../contract/plan.ts";

/**
 * The life of one piece of work (the split of a recording, or one chunk), as pure transitions.
 *
 * unsent → sent → running → done, and back to unsent with a higher epoch whenever the work is lost. The queue is a hint:
 * whatever it loses, duplicates or delays, the lease here decides which node's results count. A message sent again does not
 * void the earlier ones: where a queue takes longer than any patience, one that waited its turn must still be good.
 */
export interface Lease {
  readonly state: "unsent" | "sent" | "running" | "done";
  /** Of the newest message; raised at each enqueue. */
  readonly epoch: number;
  /** Of the message under which the work is held or was done; 0 while nobody holds it. */
  readonly heldEpoch: number;
  /** Deliveries of that message, as told by its holder; 0 while nobody holds it. */
  readonly attempt: number;
  /** Which copy of that delivery holds the work. */
  readonly holder: string;
  /** The output batch expected next from the holder. */
  readonly nextSeq: number;
  /** When the message was sent, or its holder last heard. */
  readonly sinceMs: number;
  /** How often a node reported that it could not do the work. */
  readonly losses: number;
  /** How often its holder fell silent. */
  readonly silences: number;
  /** How often the message was sent again because no node took it. Any of these messages may still be taken. */
  readonly resends: number;
}

/** A holder is lost after this silence; whoever works sends a heartbeat every second or two. */
export const SILENCE_MS = 8_000;
/**
 * A message is sent again when nobody took it for this long, doubling at each resend up to the longest patience: work
 * in a queue of hours is repeated a dozen times, not every few seconds.
 */
export const FIRST_PATIENCE_MS = 5_000;
export const LONGEST_PATIENCE_MS = 3_600_000;
/** Work that failed this often is given up. */
export const MAX_LOSSES = 4;
/** So is work whose holders fell silent this often. They were killed or cut off, which is seldom the fault of the work. */
export const MAX_SILENCES = 8;
/** A recording that crashed the decoder this often is not tried again: the next node would crash too. */
const MAX_DECODER_CRASHES = 2;
const UNDECODABLE: Failure = {
  code: "audio_unreadable",
  detail: "the audio could not be decoded: the decoder crashed on it repeatedly",
};

export const NEW_LEASE: Lease = {
  state: "unsent",
  epoch: 1,
  heldEpoch: 0,
  attempt: 0,
  holder: "",
  nextSeq: 0,
  sinceMs: 0,
  losses: 0,
  silences: 0,
  resends: 0,
};

export function markSent(lease: Lease, nowMs: number): Lease {
  return lease.state === "unsent" ? { ...lease, state: "sent", sinceMs: nowMs } : lease;
}

/** Work that a node keeps for itself, without a message. */
export function claim(lease: Lease, holder: string, nowMs: number): Lease {
  return { ...lease, state: "running", heldEpoch: lease.epoch, attempt: 1, holder, sinceMs: nowMs };
}

/** The fence of whoever holds the work. */
export function fenceOf({ heldEpoch, attempt, holder }: Lease): Fence {
  return { epoch: heldEpoch, attempt, holder };
}

export type Hearing =
  | { readonly verdict: "stale" }
  | { readonly verdict: "done" }
  /** `restarted`: a newer delivery took over, what the previous holder reported so far is void. */
  | { readonly verdict: "held"; readonly lease: Lease; readonly restarted: boolean };

/** Whether a message of this epoch counts: that of the holder or, while there is none, any that was not lost before. */
function isCurrent(lease: Lease, epoch: number): boolean {
  if (lease.heldEpoch > 0) return epoch === lease.heldEpoch;
  return epoch <= lease.epoch && epoch >= lease.epoch - lease.resends;
}

/** What a word from a node under `fence` means: whoever holds the lease keeps it alive by speaking. */
export function hear(lease: Lease, fence: Fence, nowMs: number): Hearing {
  const { attempt, holder = "" } = fence;
  if (!isCurrent(lease, fence.epoch) || attempt < lease.attempt) return { verdict: "stale" };
  const restarted = attempt > lease.attempt;
  if (!restarted && holder !== lease.holder) return { verdict: "stale" };
  if (lease.state === "done") return { verdict: "done" };
  return {
    verdict: "held",
    restarted,
    lease: {
      ...lease,
      state: "running",
      heldEpoch: fence.epoch,
      attempt,
      holder,
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
  if (lease.state === "running") return abandon(lease);
  return { retry: enqueueAgain({ ...lease, resends: lease.resends + 1 }) };
}

/** Decides between another try and the end of the job after a holder fell silent or the queue gave its message up. */
export function abandon(lease: Lease): Loss {
  const silences = lease.silences + 1;
  if (silences >= MAX_SILENCES) {
    return { failure: { code: "attempts_exhausted", detail: FAULTS.attempts_exhausted.title } };
  }
  return { retry: enqueueAgain({ ...lease, silences, resends: 0 }) };
}

/** Decides between another try and the end of the job after a node reported a failure. */
export function lose(lease: Lease, failure: Failure): Loss {
  const losses = lease.losses + 1;
  if (!FAULTS[failure.code].retryable) return { failure };
  if (failure.code === "decoder_crashed" && losses >= MAX_DECODER_CRASHES) return { failure: UNDECODABLE };
  if (losses >= MAX_LOSSES) return { failure };
  return { retry: enqueueAgain({ ...lease, losses, resends: 0 }) };
}

function enqueueAgain(lease: Lease): Lease {
  const nobody = { heldEpoch: 0, attempt: 0, holder: "", nextSeq: 0, sinceMs: 0 };
  return { ...lease, ...nobody, state: "unsent", epoch: lease.epoch + 1 };
}
