import { z } from "@hono/zod-openapi";
import { EXAMPLES } from "./examples.ts";
import { EtaResponse, Transcription } from "./wire.ts";

/** The words of v1 for the events of a transcription: the `data` of each, by the name of the event. */

const UpdateEvent = Transcription.extend({
  eta: z
    .union([EtaResponse, z.null()])
    .describe("When it will be over; null in events that are told again on resuming."),
}).openapi("TranscriptionUpdateEvent", {
  description: "`data` of an `update` event: the whole transcription, with what is known of its end.",
  examples: [{ ...EXAMPLES.transcription, eta: EXAMPLES.eta }],
});

const TokenEvent = z
  .object({
    seq: z.int().describe("Position in the event log, the same as the `id` of the event."),
    chunk_index: z.int().describe("Part of the recording that it was heard in, from 0."),
    text: z.string().describe("Text to append to what came before."),
  })
  .openapi("TranscriptionTokenEvent", {
    description: "`data` of a `token` event.",
    examples: [{ seq: 7, chunk_index: 0, text: " friend." }],
  });

/** By the name under which the document has them; `done` carries a Transcription, `error` an Error. */
export const EVENT_SCHEMAS = {
  TranscriptionUpdateEvent: UpdateEvent,
  TranscriptionTokenEvent: TokenEvent,
} as const;

export const StreamHeaders = z.object({
  "last-event-id": z
    .string()
    .optional()
    .describe("`id` of the last event that arrived; the stream resumes after it. Sent by browsers themselves."),
});

export const StreamQuery = z.object({
  last_event_id: z.string().optional().describe("The same for clients that cannot set headers; the header prevails."),
});
