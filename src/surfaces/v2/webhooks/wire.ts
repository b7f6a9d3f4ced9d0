import { z } from "@hono/zod-openapi";
import { EventType, SignatureScheme } from "../../../contract/webhooks.ts";
import { eventTypeOf } from "../../../webhooks/event-filters.ts";
import { lenientBoolean, lenientNumber } from "../lenient.ts";
import { Moment } from "../moment.ts";
import { uuidText } from "../uuid-text.ts";
import { EXAMPLES } from "./examples.ts";

/** The words of v2 for webhooks. Answers only ever grow. */

const LONGEST_URL = 2_048;
const MOST_FILTERS = 20;
const LONGEST_GRACE_DAYS = 365;

const SETTINGS = {
  url: z
    .string()
    .max(LONGEST_URL)
    .describe("Where events are POSTed to: https on port 443, at a public host. Checked now and at each delivery."),
  event_filters: z
    .array(z.string().refine((name) => eventTypeOf(name) !== undefined, { error: "must be the name of an event type" }))
    .max(MOST_FILTERS)
    .describe(
      "Event types to be told of: `stt.jobs.completed`, `stt.jobs.failed`, `tts.jobs.completed`, `tts.jobs.failed`, " +
        "also spelled with `job` for `jobs`. Empty means all.",
    ),
  ssl_verification: lenientBoolean().describe("Kept and shown. Certificates are always verified, whatever it says."),
  signature_scheme: SignatureScheme.describe(
    "What `X-Prosa-Signature` holds. `prosa`: `t=<unix seconds>`, then per live key `v1=<hex SHA-256 of key.body>` and " +
      "`v2=<hex HMAC-SHA256 of t.body>`; check `v2`. `hmac`: `sha256=<hex HMAC-SHA256 of body>` of the newest key. The " +
      "headers of Standard Webhooks come with both.",
  ),
};

export const CreateEndpointRequest = z
  .object({
    url: SETTINGS.url,
    event_filters: SETTINGS.event_filters.default([]),
    ssl_verification: SETTINGS.ssl_verification.default(true),
    signature_scheme: SETTINGS.signature_scheme.default("prosa"),
    secret_key: z
      .string()
      .regex(/^[\x21-\x7e]{8,256}$/, { error: "must be 8 to 256 printable ASCII characters without spaces" })
      .nullish()
      .describe("What to sign with; 64 random hex digits when left out."),
  })
  .openapi("CreateEndpointRequest", { description: "Where to send events.", examples: [EXAMPLES.createEndpoint] });

export const UpdateEndpointRequest = z
  .object({
    url: SETTINGS.url.optional(),
    event_filters: SETTINGS.event_filters.optional(),
    ssl_verification: SETTINGS.ssl_verification.optional(),
    signature_scheme: SETTINGS.signature_scheme.optional(),
  })
  .openapi("UpdateEndpointRequest", {
    description: "What to change of an endpoint; what is left out stays as it is.",
    examples: [EXAMPLES.createEndpoint],
  });

/** Life left to the old secret, in the body or the query. */
const GRACE = {
  days: lenientNumber(z.int().min(0).max(LONGEST_GRACE_DAYS))
    .optional()
    .describe("Days for which the old secret stays valid; 0 when left out. Added to `hours`."),
  hours: lenientNumber(
    z
      .int()
      .min(0)
      .max(LONGEST_GRACE_DAYS * 24),
  )
    .optional()
    .describe("Hours for which the old secret stays valid; 0 when left out. Added to `days`."),
};

export const RotateQuery = z.object(GRACE);
export const RotateRequest = z.object(GRACE).openapi("RotateSecretRequest", {
  description: "How long the old secret stays valid; may stand in the query as well.",
  examples: [EXAMPLES.rotate],
});

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

export const EndpointParams = z.object({ id: uuidText("Id of the endpoint, with or without its hyphens.") });
export const DeliveryParams = z.object({ id: uuidText("Id of the delivery, with or without its hyphens.") });
export const EventParams = z.object({ id: uuidText("Id of the event, with or without its hyphens.") });

/** A stretch of time, both ends inclusive. */
export const WindowQuery = z.object({
  from_date: Moment.optional()
    .describe("Only what happened on this UTC date or later; a time of day may follow.")
    .openapi({ type: "string", format: "date" }),
  until_date: Moment.optional()
    .describe("Only what happened on this UTC date or earlier; a time of day may follow.")
    .openapi({ type: "string", format: "date" }),
});

export function windowOf({ from_date, until_date }: z.infer<typeof WindowQuery>) {
  return { fromMs: from_date?.startMs, beforeMs: until_date?.endMs };
}
