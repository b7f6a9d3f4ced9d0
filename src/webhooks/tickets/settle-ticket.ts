import { close, type DeliveryFence, type DeliveryOutcome, settle } from "./delivery-schedule.ts";
import { afterFailure, HEALTHY, isHopeless } from "./endpoint-health.ts";
import type { EndpointStore } from "./endpoint-store.ts";

export interface DeliveryReport {
  readonly ticketId: string;
  readonly fence: DeliveryFence;
  readonly outcome: DeliveryOutcome;
}

/** Notes how an attempt ended, and whether the endpoint is to be called any more. A report that comes twice counts once. */
export function settleTicket(
  store: EndpointStore,
  { ticketId, fence, outcome }: DeliveryReport,
  now: { nowMs: number; random: number },
): void {
  const { record, ledger } = store;
  const ticket = ledger.get(ticketId);
  const settled = ticket && settle(ticket, fence, outcome, now);
  if (ticket === undefined || settled === undefined) return;
  if (ticket.state === "running") record.noteDuration(now.nowMs - ticket.atMs);
  ledger.put({ ...ticket, ...settled });
  if (outcome.kind === "delivered") record.setHealth(HEALTHY);
  if (outcome.kind === "failed") record.setHealth(afterFailure(record.health, now.nowMs));
  if (outcome.kind === "refused" || isHopeless(record.health, now.nowMs)) disable(store, now.nowMs);
}

/** Nothing is delivered to a disabled endpoint; what is just being sent comes to its end. */
function disable({ record, ledger }: EndpointStore, nowMs: number): void {
  if (record.disabledAtMs === null) record.setDisabled(nowMs);
  for (const ticket of ledger.untaken()) ledger.put({ ...ticket, ...close(ticket, nowMs) });
}
