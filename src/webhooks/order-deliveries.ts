import type { Context } from "../context.ts";
import { SpeechFault } from "../contract/faults.ts";
import { newId } from "../contract/ids.ts";
import type { EndpointRow } from "../db/schema.ts";

/** The promise of a delivery. */
export interface DeliveryTicket {
  readonly ticketId: string;
  readonly eventId: string;
  readonly endpoint: EndpointRow;
}

/** Has events delivered to an endpoint at once, each by one attempt. Fault: `endpoint_disabled`. */
export async function orderDeliveries(
  { env }: Pick<Context, "env">,
  endpoint: EndpointRow,
  eventIds: readonly string[],
): Promise<DeliveryTicket[]> {
  if (eventIds.length === 0) return [];
  const orders = eventIds.map((eventId) => ({ eventId, ticketId: newId(), automatic: false }));
  const ticketIds = await env.ENDPOINT.getByName(endpoint.id).enqueue(endpoint.id, orders);
  return orders.map(({ eventId }, index) => {
    const ticketId = ticketIds[index];
    if (typeof ticketId !== "string") throw new SpeechFault("endpoint_disabled");
    return { ticketId, eventId, endpoint };
  });
}

/** The same for one event. */
export async function orderDelivery(
  ctx: Pick<Context, "env">,
  endpoint: EndpointRow,
  eventId: string,
): Promise<DeliveryTicket> {
  const [ticket] = await orderDeliveries(ctx, endpoint, [eventId]);
  if (ticket === undefined) throw new Error("an order of one delivery gave no ticket");
  return ticket;
}
