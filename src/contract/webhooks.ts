import { z } from "zod";

/** What endpoints are told of. */
export const EventType = z.enum([
  "stt.jobs.completed",
  "stt.jobs.failed",
  "tts.jobs.completed",
  "tts.jobs.failed",
  "webhook.ping",
]);
export type EventType = z.infer<typeof EventType>;

/**
 * What `X-Prosa-Signature` holds. `prosa`: `t=,v1=` with a plain hash as documented, and `v2=` with an HMAC over time and
 * body. `hmac`: `sha256=` with an HMAC over the body. Either way the headers of Standard Webhooks come beside it.
 */
export const SignatureScheme = z.enum(["prosa", "hmac"]);
export type SignatureScheme = z.infer<typeof SignatureScheme>;
