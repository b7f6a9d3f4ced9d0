import type { EndpointRow } from "../../../db/schema.ts";
import type { EndpointView } from "../../../webhooks/get-endpoint.ts";
import type { DeliveryView } from "../../../webhooks/list-deliveries.ts";
import type { EventRow } from "../../../webhooks/list-events.ts";
import type { DeliveryTicket } from "../../../webhooks/order-deliveries.ts";
import { standardKey } from "../../../webhooks/sign-webhook.ts";
import type { Delivery, Endpoint, EndpointWithSecrets, Event, Ticket } from "./wire.ts";
import { isoTime, isoTimeOrNull } from "../../iso-time.ts";

export function presentEndpoint(row: EndpointRow): Endpoint {
  return {
    id: row.id,
    url: row.url,
    event_filters: row.eventFilters,
    ssl_verification: row.sslVerification,
    signature_scheme: row.signatureScheme,
    created_at: isoTime(row.createdAtMs),
    disabled_at: isoTimeOrNull(row.disabledAtMs),
  };
}

export function presentEndpointWithSecrets({ row, secrets }: EndpointView): EndpointWithSecrets {
  return {
    ...presentEndpoint(row),
    secrets: secrets.map(({ id, key, expiresAtMs }) => ({
      id,
      key,
      standard_key: standardKey(key),
      ...(expiresAtMs !== null && { expired_at: isoTime(expiresAtMs) }),
    })),
  };
}

export function presentTicket({ ticketId, eventId, endpoint }: DeliveryTicket): Ticket {
  return { delivery_tag: ticketId, endpoint_id: endpoint.id, url: endpoint.url, event_id: eventId };
}

export function presentDelivery({ row, body }: DeliveryView): Delivery {
  return {
    delivery_id: row.id,
    event_id: row.eventId,
    endpoint_id: row.endpointId,
    delivery: isoTime(row.attemptedAtMs),
    request_method: "POST",
    request_headers: row.requestHeaders,
    request_body: body,
    response_status: row.responseStatus,
    response_headers: row.responseHeaders,
    response_body: row.responseBody,
    elapsed_time: row.elapsedMs / 1000,
  };
}

export function presentEvent({ id, type, createdAtMs }: EventRow): Event {
  return { id, event_type: type, created_at: isoTime(createdAtMs) };
}
