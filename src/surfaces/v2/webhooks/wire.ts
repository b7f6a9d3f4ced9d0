import { z } from "@hono/zod-openapi";
import { EventType, SignatureScheme } from "../../../contract/webhooks.ts";
import { EXAMPLES } from "./examples.ts";

/** The words in which v2 answers about webhooks. Answers only ever grow. */

const Endpoint = z
  .object({
    id: z.uuid().describe("Id of the endpoint."),
    url: z.string().describe("Where events are POSTed to."),
    event_filters: z.array(z.string()).describe("Event types that it is told of, as requested; empty means all."),
    ssl_verification: z.boolean().describe("As requested. Certificates are always verified, whatever it says."),
    signature_scheme: SignatureScheme.describe("What `X-Prosa-Signature` holds."),
    created_at: z.iso.datetime().describe("When it was created."),
    disabled_at: z.iso
      .datetime()
      .nullable()
      .describe(
        "Since when it is no longer called, because it answered 410 or nothing but failures for 5 days; null while it " +
          "is. Updating it has it called again.",
      ),
  })
  .openapi("WebhookEndpoint", { description: "Where events are sent to.", examples: [EXAMPLES.endpoint] });
export type Endpoint = z.infer<typeof Endpoint>;

export const EndpointList = z
  .array(Endpoint)
  .openapi("WebhookEndpointList", { description: "All endpoints, newest first.", examples: [[EXAMPLES.endpoint]] });

const Secret = z.object({
  id: z.uuid().describe("Id of the secret."),
  key: z.string().describe("What deliveries are signed with, as text."),
  standard_key: z
    .string()
    .describe("The same key as libraries of Standard Webhooks take it: `whsec_` and base64 of its characters."),
  expired_at: z.iso.datetime().optional().describe("When it stops being used; only on secrets that were rotated."),
});

export const EndpointWithSecrets = Endpoint.extend({
  secrets: z.array(Secret).describe("The live secrets, the newest first. Each delivery is signed with all of them."),
}).openapi("WebhookEndpointWithSecrets", {
  description: "An endpoint and its secrets.",
  examples: [EXAMPLES.endpointWithSecrets],
});
export type EndpointWithSecrets = z.infer<typeof EndpointWithSecrets>;

export const DeletedEndpoint = Endpoint.pick({ id: true, url: true, ssl_verification: true }).openapi(
  "DeletedWebhookEndpoint",
  { description: "What the endpoint was.", examples: [EXAMPLES.deletedEndpoint] },
);

export const Ticket = z
  .object({
    delivery_tag: z.uuid().describe("Names the delivery that was ordered."),
    endpoint_id: z.uuid().describe("The endpoint that it goes to."),
    url: z.string().describe("Its URL."),
    event_id: z.uuid().describe("The event that it carries, also in `X-Prosa-Event-UUID`."),
  })
  .openapi("WebhookTicket", { description: "A delivery that was ordered.", examples: [EXAMPLES.ticket] });
export type Ticket = z.infer<typeof Ticket>;

export const TicketList = z
  .array(Ticket)
  .openapi("WebhookTicketList", { description: "The deliveries that were ordered.", examples: [[EXAMPLES.ticket]] });

const Headers = z.record(z.string(), z.string());

const Delivery = z
  .object({
    delivery_id: z.uuid().describe("Id of this attempt."),
    event_id: z.uuid().describe("The event that it carried; the same in every attempt."),
    endpoint_id: z.uuid().describe("The endpoint that it went to."),
    delivery: z.iso.datetime().describe("When it was made."),
    request_method: z.literal("POST").describe("Always `POST`."),
    request_headers: Headers.describe("Headers of the request, with the signatures."),
    request_body: z
      .string()
      .nullable()
      .describe(
        "Body of the request, exactly as sent. Null where it was deleted, or the list would be too large with it.",
      ),
    response_status: z.int().nullable().describe("Status of the answer; null when none came."),
    response_headers: Headers.nullable().describe("Headers of the answer; null when none came."),
    response_body: z.string().describe("The first 64 KB of the answer; when none came, what went wrong."),
    elapsed_time: z.number().describe("Seconds until the answer was read, or given up."),
  })
  .openapi("WebhookDelivery", { description: "An attempt to deliver an event.", examples: [EXAMPLES.delivery] });
export type Delivery = z.infer<typeof Delivery>;

export const DeliveryList = z
  .array(Delivery)
  .openapi("WebhookDeliveryList", { description: "Attempts, newest first.", examples: [[EXAMPLES.delivery]] });

const Event = z
  .object({
    id: z.uuid().describe("Id of the event."),
    event_type: EventType.describe("What happened."),
    created_at: z.iso.datetime().describe("When it was recorded."),
  })
  .openapi("WebhookEvent", { description: "Something that happened.", examples: [EXAMPLES.event] });
export type Event = z.infer<typeof Event>;

export const EventList = z
  .array(Event)
  .openapi("WebhookEventList", { description: "Events, newest first.", examples: [[EXAMPLES.event]] });

/** As v2 answers the job that the event tells of. */
export const EventData = z.record(z.string(), z.unknown());

export const EventWithData = Event.extend({
  data: EventData.nullable().describe("The body of its deliveries; null once it was deleted with what it tells of."),
}).openapi("WebhookEventWithData", { description: "An event and its body.", examples: [EXAMPLES.eventWithData] });
