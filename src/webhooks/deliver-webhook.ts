import { nameUuid } from "../crypto/name-uuid.ts";
import type { Context } from "../context.ts";
import type { DeliveryMessage } from "../contract/messages.ts";
import { callEndpoint } from "./call-endpoint.ts";
import { type DeliveryOf, loadDelivery } from "./load-delivery.ts";
import { outcomeOf } from "./outcome-of.ts";
import { recordDelivery } from "./record-delivery.ts";
import { signWebhook } from "./sign-webhook.ts";

/** Of one attempt. */
const TIMEOUT_MS = 30_000;

/**
 * Carries out one attempt to deliver an event and reports it to the endpoint's object. The attempt is on record before
 * it is reported: whoever is killed in between is replaced, and the receiver sees the same event once more.
 *
 * @param attempt Which delivery of the message by the queue this is, from 1.
 */
export async function deliverWebhook(
  ctx: Pick<Context, "env" | "db">,
  { endpointId, ticketId, epoch }: DeliveryMessage,
  attempt: number,
): Promise<void> {
  const endpoint = ctx.env.ENDPOINT.getByName(endpointId);
  const fence = { epoch, attempt };
  const eventId = await endpoint.take(ticketId, fence);
  if (eventId === null) return;
  const delivery = await loadDelivery(ctx, { endpointId, eventId });
  if (delivery === "endpoint") return endpoint.erase();
  if (delivery === "event") return endpoint.report({ ticketId, fence, outcome: { kind: "void" } });

  const attemptedAtMs = Date.now();
  const headers = await headersOf(delivery, attemptedAtMs);
  const {
    endpoint: { url },
    body,
  } = delivery;
  const answer = await callEndpoint(ctx, { url, headers, body, timeoutMs: TIMEOUT_MS });
  const answeredAtMs = Date.now();
  await recordDelivery(ctx, {
    id: await nameUuid("delivery", ticketId, epoch, attempt),
    eventId,
    endpointId,
    attemptedAtMs,
    requestHeaders: headers,
    responseStatus: answer.status,
    responseHeaders: answer.headers,
    responseBody: answer.body,
    elapsedMs: answeredAtMs - attemptedAtMs,
  });
  await endpoint.report({ ticketId, fence, outcome: outcomeOf(answer, answeredAtMs) });
}

async function headersOf(
  { endpoint, event, body, keys }: DeliveryOf,
  nowMs: number,
): Promise<Readonly<Record<string, string>>> {
  const signable = { eventId: event.id, timestampS: Math.floor(nowMs / 1000), body };
  return {
    "content-type": "application/json",
    "user-agent": "prosa-speech-api",
    "x-prosa-event": event.type,
    "x-prosa-event-uuid": event.id,
    ...(await signWebhook(signable, { scheme: endpoint.signatureScheme, keys })),
  };
}
