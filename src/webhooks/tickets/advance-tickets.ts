import { deadlineMs, expire, prepare } from "./delivery-schedule.ts";
import { mostInFlight } from "./endpoint-health.ts";
import type { EndpointStore } from "./endpoint-store.ts";

/** Forgets, repeats and prepares what is due. */
export function advanceTickets(
  { record, ledger }: EndpointStore,
  { nowMs, random }: { nowMs: number; random: number },
): void {
  for (const state of ["sent", "running", "settled"] as const) {
    for (const ticket of ledger.inState(state)) {
      if (deadlineMs(ticket) > nowMs) continue;
      if (state === "settled") ledger.remove(ticket.id);
      else ledger.put({ ...ticket, ...expire(ticket, nowMs, random) });
    }
  }
  const free = Math.max(0, mostInFlight(record.lastTookMs) - ledger.inFlight());
  for (const ticket of ledger.inState("waiting", free)) {
    if (deadlineMs(ticket) <= nowMs) ledger.put({ ...ticket, ...prepare(ticket, nowMs) });
  }
}

/** When there is something to advance next; null when nothing is left to wait for. */
export function nextDeadlineMs({ record, ledger }: EndpointStore): number | null {
  const inFlight = [...ledger.inState("unsent"), ...ledger.inState("sent"), ...ledger.inState("running")];
  // What waits for a free sender is woken by the report of one.
  const waiting = inFlight.length < mostInFlight(record.lastTookMs) ? ledger.inState("waiting", 1) : [];
  const deadlines = [...inFlight, ...waiting, ...ledger.inState("settled", 1)].map(deadlineMs);
  return deadlines.length === 0 ? null : Math.min(...deadlines);
}
