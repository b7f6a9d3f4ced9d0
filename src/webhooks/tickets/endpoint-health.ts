import { DAY_MS } from "../../contract/units.ts";

/** An endpoint that answers nothing but failures for this long is no longer called... */
const PATIENCE_MS = 5 * DAY_MS;
/** ...unless it was called only now and then: two whole schedules must have failed. */
const FEWEST_FAILURES = 10;

/** Most deliveries to one endpoint at a time. */
export const MOST_IN_FLIGHT = 8;
/** What the deliveries to one endpoint may take of the senders' time, all at once. */
const SENDER_TIME_MS = 16_000;

/** How an endpoint fares since its last success. */
export interface Health {
  /** When the first failure since was; null without any. */
  readonly failingSinceMs: number | null;
  readonly failures: number;
}

export const HEALTHY: Health = { failingSinceMs: null, failures: 0 };

export function afterFailure({ failingSinceMs, failures }: Health, nowMs: number): Health {
  return { failingSinceMs: failingSinceMs ?? nowMs, failures: failures + 1 };
}

/**
 * How many deliveries to an endpoint may be under way, by how long its last one kept a sender: an endpoint that hangs, and
 * one of which nothing is known yet, gets a single sender, so that many such endpoints leave senders for all others.
 */
export function mostInFlight(lastTookMs: number | null): number {
  if (lastTookMs === null) return 1;
  return Math.max(1, Math.min(MOST_IN_FLIGHT, Math.floor(SENDER_TIME_MS / Math.max(1, lastTookMs))));
}

/** Whether an endpoint has failed for so long that it is to be disabled. */
export function isHopeless({ failingSinceMs, failures }: Health, nowMs: number): boolean {
  return failingSinceMs !== null && nowMs - failingSinceMs >= PATIENCE_MS && failures >= FEWEST_FAILURES;
}
