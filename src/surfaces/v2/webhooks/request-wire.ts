import { z } from "@hono/zod-openapi";
import { SignatureScheme } from "../../../contract/webhooks.ts";
import { eventTypeOf } from "../../../webhooks/event-filters.ts";
import { lenientBoolean, lenientNumber } from "../lenient.ts";
import { uuidText } from "../uuid-text.ts";
import { windowQuery } from "../window.ts";
import { EXAMPLES } from "./examples.ts";

/** The words in which v2 is asked about webhooks. Values are taken as leniently as a pydantic server takes them. */

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

export const EndpointParams = z.object({ id: uuidText("Id of the endpoint, with or without its hyphens.") });
export const DeliveryParams = z.object({ id: uuidText("Id of the delivery, with or without its hyphens.") });
export const EventParams = z.object({ id: uuidText("Id of the event, with or without its hyphens.") });

export const WindowQuery = z.object(windowQuery("what happened"));
