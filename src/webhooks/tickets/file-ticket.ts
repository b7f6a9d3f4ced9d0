import { hasten, newTicket } from "./delivery-schedule.ts";
import type { EndpointStore } from "./endpoint-store.ts";

export interface DeliveryOrder {
  readonly eventId: string;
  /** Of the ticket to file; another one is answered where the event has one already. */
  readonly ticketId: string;
  /** On the schedule, and once for each event; otherwise a replay. */
  readonly automatic: boolean;
}

/**
 * Has an event delivered. An event has one open ticket at most: whoever asks again while one is open gets that one, and
 * a replay need not wait for the time of the next attempt. Null while the endpoint is disabled.
 */
export function fileTicket({ record, ledger }: EndpointStore, order: DeliveryOrder, nowMs: number): string | null {
  const { eventId, ticketId, automatic } = order;
  const known = ledger.ofEvent(eventId);
  const same = known.find((ticket) => ticket.id === ticketId || (automatic && ticket.automatic));
  if (same !== undefined) return same.id;
  if (record.disabledAtMs !== null) return null;
  const open = known.find(({ state }) => state !== "settled");
  if (open === undefined) ledger.put({ ...newTicket(automatic, nowMs), id: ticketId, eventId });
  else ledger.put({ ...open, ...hasten(open, nowMs) });
  return open?.id ?? ticketId;
}
