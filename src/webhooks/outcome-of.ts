import type { Answer } from "./call-endpoint.ts";
import type { DeliveryOutcome } from "./tickets/delivery-schedule.ts";

const GONE = 410;
/** Answers by which a receiver may ask for a pause. */
const BUSY = new Set([429, 503]);

/** What an answer means for the delivery: 2xx is a receipt, 410 the wish to hear nothing more, all else a failure. */
export function outcomeOf({ status, headers }: Pick<Answer, "status" | "headers">, nowMs: number): DeliveryOutcome {
  if (status !== null && status >= 200 && status < 300) return { kind: "delivered" };
  if (status === GONE) return { kind: "refused" };
  const asks = status !== null && BUSY.has(status);
  return { kind: "failed", retryAfterMs: asks ? pauseOf(headers?.["retry-after"], nowMs) : null };
}

/** `Retry-After`: whole seconds, or the date until which to wait. */
function pauseOf(retryAfter: string | undefined, nowMs: number): number | null {
  if (retryAfter === undefined) return null;
  const pauseMs = /^\d+$/.test(retryAfter) ? Number(retryAfter) * 1000 : Date.parse(retryAfter) - nowMs;
  return Number.isNaN(pauseMs) ? null : Math.max(0, pauseMs);
}
