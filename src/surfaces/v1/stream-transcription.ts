import { createRoute, defineOpenAPIRoute, z } from "@hono/zod-openapi";
import { FAULTS } from "../../contract/faults.ts";
import type { AppEnv } from "../../http/app-env.ts";
import { EventRelay } from "../../http/event-relay.ts";
import { sseEvent } from "../../http/sse.ts";
import { findJob } from "../../jobs/find-job.ts";
import { watchJob } from "../../jobs/watch-job.ts";
import { badRequest, errorResponse, SCOPED_ERRORS } from "./error-responses.ts";
import { EventFeed } from "./event-feed.ts";
import { StreamHeaders, StreamQuery } from "./stream-wire.ts";
import { TranscriptionParams } from "./wire.ts";

const HEADERS = {
  "content-type": "text/event-stream",
  "cache-control": "no-store, no-transform",
  "x-accel-buffering": "no",
};

const UNREACHABLE = sseEvent({
  event: "error",
  data: JSON.stringify({ error: FAULTS.storage_unavailable.title, code: "storage_unavailable" }),
});

const EventStream = z
  .string()
  .describe("A stream in the format of the HTML standard, with comments as keep-alive.")
  .openapi({ examples: ['id: 7\nevent: token\ndata: {"seq":7,"chunk_index":0,"text":" friend."}\n\n'] });

const route = createRoute({
  method: "get",
  path: "/transcriptions/{id}/stream",
  operationId: "streamTranscription",
  tags: ["Transcription"],
  summary: "Watch a transcription as it is made",
  description:
    "Server-sent events whose `data` is JSON: `update` (`TranscriptionUpdateEvent`), `token` (`TranscriptionTokenEvent`, " +
    "text to append in order), `done` (`Transcription`, completed or failed; then the stream ends) and `error` " +
    "(`Error`, trouble with the stream itself). A client that reconnects with the `id` of its last " +
    "event misses nothing.",
  request: { params: TranscriptionParams, headers: StreamHeaders, query: StreamQuery },
  responses: {
    200: { description: "The events, as they happen.", content: { "text/event-stream": { schema: EventStream } } },
    204: { description: "The transcription is over and nothing follows the given id." },
    ...SCOPED_ERRORS,
    400: badRequest(),
    404: errorResponse("No such transcription of the account.", ["job_not_found"]),
  },
});

export const streamTranscription = defineOpenAPIRoute<typeof route, AppEnv>({
  route,
  handler: async (c) => {
    const ctx = c.get("ctx");
    const row = await findJob(ctx, c.req.valid("param").id);
    const after = parseEventId(c.req.header("last-event-id") ?? c.req.valid("query").last_event_id);
    const socket = await watchJob(ctx, row.id, after);
    if (socket === null) return c.body(null, 204);

    const feed = await EventFeed.open(ctx, row);
    const relay = new EventRelay({
      socket,
      after,
      reconnect: (lastId) => watchJob(ctx, row.id, lastId),
      present: (frame) => feed.present(frame),
      pulse: () => feed.pulse(),
      farewell: UNREACHABLE,
    });
    c.req.raw.signal.addEventListener("abort", () => relay.cancel());
    const strategy = new ByteLengthQueuingStrategy({ highWaterMark: 0 });
    return c.body(new ReadableStream(relay, strategy), 200, HEADERS);
  },
});

/** An id that this server never sent is no place to resume from: such a stream starts anew. */
function parseEventId(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : null;
}
