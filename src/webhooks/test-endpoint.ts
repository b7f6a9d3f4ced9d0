import type { Context } from "../context.ts";
import { SpeechFault } from "../contract/faults.ts";
import { findEndpoint } from "./find-endpoint.ts";
import { type DeliveryTicket, orderDelivery } from "./order-deliveries.ts";
import { recordEvent } from "./record-event.ts";

/**
 * Sends a `webhook.ping` to an endpoint, whatever its filters. Repeated with the same event id, it is the same ping.
 * Faults: `endpoint_not_found`, `endpoint_disabled`.
 */
export async function testEndpoint(
  ctx: Pick<Context, "env" | "db" | "owner">,
  { id, eventId }: { id: string; eventId: string },
): Promise<DeliveryTicket> {
  const endpoint = await findEndpoint(ctx, id);
  if (endpoint.disabledAtMs !== null) throw new SpeechFault("endpoint_disabled");
  const body = JSON.stringify({ endpoint_id: id, url: endpoint.url, created_at: new Date().toISOString() });
  await recordEvent(ctx, { id: eventId, type: "webhook.ping", jobId: null, body });
  return orderDelivery(ctx, endpoint, eventId);
}
