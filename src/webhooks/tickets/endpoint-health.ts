/** An endpoint that answers nothing but failures for this long is no longer called... */
const PATIENCE_MS = 5 * 86_400_000;
/** ...unless it was called only now and then: two whole schedules must have failed. */
const FEWEST_FAILURES = 10;

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

/** Whether an endpoint has failed for so long that it is to be disabled. */
export function isHopeless({ failingSinceMs, failures }: Health, nowMs: number): boolean {
  return failingSinceMs !== null && nowMs - failingSinceMs >= PATIENCE_MS && failures >= FEWEST_FAILURES;
}
