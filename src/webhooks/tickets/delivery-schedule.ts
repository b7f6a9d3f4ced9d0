import type { Fence } from "../../contract/plan.ts";
import { DAY_MS } from "../../contract/units.ts";

/** Pauses before the attempts that follow the first, each counted from the end of the one before. */
const RETRY_DELAYS_MS = [60_000, 300_000, 1_800_000, 7_200_000] as const;

/** Retries are spread over this share of their pause, always later than it, so that not all come back at once. */
const JITTER = 0.05;
/** `Retry-After` is heeded up to this. */
const LONGEST_RETRY_AFTER_MS = 7_200_000;
/** A sender that has not reported after this long is lost: an attempt takes 30 s at most, recording it some seconds. */
export const LEASE_MS = 45_000;
/** A message that nobody took up is sent again after this, doubling with each in a row. */
const PATIENCE_MS = 45_000;
const LONGEST_PATIENCE_MS = 3_600_000;
/** Senders lost in a row that count as one failed attempt: what kills every sender must not be sent for ever. */
const LOSSES_OF_A_FAILURE = 5;
/** How long it is remembered that an event was delivered or given up, so that announcing it again is without effect. */
const REMEMBERED_MS = 7 * DAY_MS;

/** Which message, and which delivery of that message by the queue. Higher numbers win, first the epoch. */
export type DeliveryFence = Pick<Fence, "epoch" | "attempt">;

/** One event on its way to one endpoint. */
export interface Ticket {
  /**
   * `waiting` for its time, `unsent` and `sent`: its message goes to the queue and lies there, `running`: being
   * delivered, `settled`: delivered or given up.
   */
  readonly state: "waiting" | "unsent" | "sent" | "running" | "settled";
  /** Whether failures are followed by further attempts. A replay is one attempt. */
  readonly automatic: boolean;
  /** Attempts that failed. */
  readonly failures: number;
  /** Of its latest message. Messages up to `staleEpoch` count no more. */
  readonly epoch: number;
  readonly staleEpoch: number;
  /** Of the sender while it is running, otherwise 0. */
  readonly heldEpoch: number;
  readonly heldAttempt: number;
  /** Senders lost in a row. */
  readonly losses: number;
  /** While `waiting` when it is due, otherwise since when it is in its state. */
  readonly atMs: number;
}

export type DeliveryOutcome =
  | { readonly kind: "delivered" }
  /** `retryAfterMs`: the receiver asks to be left alone that long. */
  | { readonly kind: "failed"; readonly retryAfterMs: number | null }
  /** The receiver wants nothing any more. */
  | { readonly kind: "refused" }
  /** There is nothing to deliver any more: the event was erased. */
  | { readonly kind: "void" };

export function newTicket(automatic: boolean, nowMs: number): Ticket {
  return {
    state: "waiting",
    automatic,
    failures: 0,
    epoch: 0,
    staleEpoch: 0,
    heldEpoch: 0,
    heldAttempt: 0,
    losses: 0,
    atMs: nowMs,
  };
}

/** A due ticket gets a message, to be sent. */
export function prepare(ticket: Ticket, nowMs: number): Ticket {
  return ticket.state === "waiting" ? { ...ticket, state: "unsent", epoch: ticket.epoch + 1, atMs: nowMs } : ticket;
}

export function markSent(ticket: Ticket, nowMs: number): Ticket {
  return ticket.state === "unsent" ? { ...ticket, state: "sent", atMs: nowMs } : ticket;
}

/** A sender takes the ticket; undefined when its message is stale, or another delivery of it already did. */
export function take(ticket: Ticket, { epoch, attempt }: DeliveryFence, nowMs: number): Ticket | undefined {
  const isFree = ticket.state === "unsent" || ticket.state === "sent";
  const replaces = ticket.state === "running" && epoch === ticket.heldEpoch && attempt > ticket.heldAttempt;
  if (epoch <= ticket.staleEpoch || epoch > ticket.epoch || !(isFree || replaces)) return undefined;
  const losses = ticket.losses + (replaces ? 1 : 0);
  return { ...ticket, state: "running", heldEpoch: epoch, heldAttempt: attempt, losses, atMs: nowMs };
}

/**
 * What a sender's report makes of the ticket; undefined when it changes nothing. A delivery counts whoever tells of it,
 * a failure only from the sender that holds the ticket: others have been replaced. `random` is in 0..1.
 */
export function settle(
  ticket: Ticket,
  { epoch, attempt }: DeliveryFence,
  outcome: DeliveryOutcome,
  { nowMs, random }: { nowMs: number; random: number },
): Ticket | undefined {
  if (ticket.state === "settled") return undefined;
  if (outcome.kind !== "failed") return close(ticket, nowMs);
  const isHeld = ticket.state === "running" && epoch === ticket.heldEpoch && attempt === ticket.heldAttempt;
  return isHeld ? fail(ticket, nowMs, random, outcome.retryAfterMs) : undefined;
}

/** Ends a ticket, delivered or not. */
export function close(ticket: Ticket, nowMs: number): Ticket {
  return { ...release(ticket), state: "settled", atMs: nowMs };
}

/** A ticket that waits for its next attempt has it now. */
export function hasten(ticket: Ticket, nowMs: number): Ticket {
  return ticket.state === "waiting" ? { ...ticket, atMs: Math.min(ticket.atMs, nowMs) } : ticket;
}

/** When something must happen to the ticket by itself: a message, a new sender, or that it is forgotten. */
export function deadlineMs({ state, atMs, epoch, staleEpoch }: Ticket): number {
  const patienceMs = Math.min(LONGEST_PATIENCE_MS, PATIENCE_MS * 2 ** (epoch - staleEpoch - 1));
  const allowedMs = { waiting: 0, unsent: 0, sent: patienceMs, running: LEASE_MS, settled: REMEMBERED_MS };
  return atMs + allowedMs[state];
}

/** A ticket of which nothing was heard in time is due again at once: what was sent but not recorded is sent twice. */
export function expire(ticket: Ticket, nowMs: number, random: number): Ticket {
  if (ticket.state === "sent") return { ...ticket, state: "waiting", atMs: nowMs };
  if (ticket.state !== "running") return ticket;
  const losses = ticket.losses + 1;
  if (losses >= LOSSES_OF_A_FAILURE) return fail(ticket, nowMs, random, null);
  return { ...release(ticket), state: "waiting", losses, atMs: nowMs };
}

function fail(ticket: Ticket, nowMs: number, random: number, retryAfterMs: number | null): Ticket {
  const failures = ticket.failures + 1;
  const delayMs = ticket.automatic ? RETRY_DELAYS_MS[failures - 1] : undefined;
  if (delayMs === undefined) return { ...close(ticket, nowMs), failures };
  const pauseMs = Math.max(delayMs, Math.min(LONGEST_RETRY_AFTER_MS, retryAfterMs ?? 0));
  const atMs = nowMs + Math.round(pauseMs * (1 + JITTER * random));
  return { ...release(ticket), state: "waiting", failures, losses: 0, atMs };
}

/** Nobody holds it any more, and no message so far counts. */
function release(ticket: Ticket): Ticket {
  return { ...ticket, staleEpoch: ticket.epoch, heldEpoch: 0, heldAttempt: 0 };
}
