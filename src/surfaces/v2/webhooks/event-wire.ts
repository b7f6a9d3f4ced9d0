import { z } from "@hono/zod-openapi";
import { AsrResponse } from "../stt/wire.ts";
import { TtsResponse } from "../tts/wire.ts";
import { EVENT_EXAMPLES } from "./event-examples.ts";

/** The bodies of deliveries. They have no envelope and no status: a header tells what happened. */

const recognition = AsrResponse.shape;

export const RecognitionEvent = AsrResponse.omit({ status: true, progress: true })
  .extend({
    result: recognition.result.describe("What was recognized; of a failed job `error` tells why there is nothing."),
    job_config: recognition.job_config
      .omit({ model: true })
      .extend({ engine: recognition.job_config.shape.model })
      .describe("How it was recognized; the model is named `engine` here."),
  })
  .openapi("RecognitionEvent", {
    description: "A recognition job that is over.",
    examples: [EVENT_EXAMPLES.recognition],
  });
export type RecognitionEvent = z.infer<typeof RecognitionEvent>;

const speech = TtsResponse.shape;

export const SynthesisEvent = TtsResponse.omit({ status: true })
  .extend({
    result: speech.result
      .unwrap()
      .omit({ data: true })
      .extend({
        path: z
          .url()
          .optional()
          .describe("Gives the audio; takes GETs for a day, without a key. Not there when the job failed."),
      })
      .nullable()
      .describe("What is known of the audio; of a failed job `error` tells why there is none."),
  })
  .openapi("SynthesisEvent", {
    description: "A synthesis job that is over.",
    examples: [EVENT_EXAMPLES.synthesis],
  });
export type SynthesisEvent = z.infer<typeof SynthesisEvent>;

export const PingEvent = z
  .object({
    endpoint_id: z.uuid().describe("The endpoint that is tested."),
    url: z.string().describe("Its URL."),
    created_at: z.iso.datetime().describe("When the test was asked for."),
  })
  .openapi("PingEvent", { description: "A test.", examples: [EVENT_EXAMPLES.ping] });

/** Headers of every delivery, beside `X-Prosa-Event` with the type. */
export const EVENT_HEADERS = {
  "X-Prosa-Event-UUID": z
    .uuid()
    .describe("Id of the event, the same in every attempt: by it a receiver knows what it was told before."),
  "X-Prosa-Signature": z
    .string()
    .describe(
      "By the endpoint's `signature_scheme`. `prosa`: `t=<unix seconds>`, then per live key `v1=<hex SHA-256 of " +
        "key.body>` and `v2=<hex HMAC-SHA256 of t.body>`; check `v2`. `hmac`: `sha256=<hex HMAC-SHA256 of body>`.",
    )
    .openapi({ examples: [EVENT_EXAMPLES.signature] }),
  "Webhook-Id": z.uuid().describe("Id of the event, as Standard Webhooks has it."),
  "Webhook-Timestamp": z.string().describe("Unix seconds of this attempt, as Standard Webhooks has them."),
  "Webhook-Signature": z
    .string()
    .describe("Per live key `v1,` and base64 of an HMAC-SHA256, as Standard Webhooks has them, separated by spaces."),
};
