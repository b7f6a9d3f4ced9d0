import { type DeliveryFence, take } from "./delivery-schedule.ts";
import type { EndpointStore } from "./endpoint-store.ts";

/** Gives a ticket to a sender: the event that it is to deliver, or null when another sender has it or nobody should. */
export function takeTicket(
  { ledger }: EndpointStore,
  { ticketId, fence }: { ticketId: string; fence: DeliveryFence },
  nowMs: number,
): string | null {
  const ticket = ledger.get(ticketId);
  const taken = ticket && take(ticket, fence, nowMs);
  if (ticket === undefined || taken === undefined) return null;
  ledger.put({ ...ticket, ...taken });
  return ticket.eventId;
}
