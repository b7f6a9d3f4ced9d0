import type { SpeechStore } from "./speech-store.ts";

/** A listener may be away this long, for a lost connection to be replaced; a stream that nobody opened ends with it too. */
const ABSENCE_MS = 5_000;
/** How often a stream looks whether its listener is still there, should nobody have told of its end. */
const CHECK_MS = 30_000;

/**
 * Ends a stream that nobody listens to any more. Gives the time of the next look; null when there is nothing to
 * attend to: the job is delivered as an object, or its listener is gone and it is over.
 */
export function attendListener({ record }: SpeechStore, isHeard: boolean, nowMs: number): number | null {
  if (record.spec.delivery !== "stream") return null;
  if (isHeard) {
    record.markUnheard(null);
    return nowMs + CHECK_MS;
  }
  if (record.unheardSinceMs === null) record.markUnheard(nowMs);
  const endMs = (record.unheardSinceMs ?? nowMs) + ABSENCE_MS;
  if (nowMs < endMs) return endMs;
  record.decide({ status: "cancelled", failure: null, completedAtMs: nowMs });
  return null;
}
