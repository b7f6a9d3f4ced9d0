import { createRoute, z } from "@hono/zod-openapi";
import { errorResponse } from "../../error-responses.ts";

/** The WebSocket as far as OpenAPI can tell of it. What goes over it is described in words; `wire.ts` has the forms. */
export const STREAM_ROUTE = createRoute({
  method: "get",
  path: "/stt/streaming",
  operationId: "streamRecognition",
  tags: ["Recognition"],
  summary: "Recognize speech while it is spoken",
  description:
    "A WebSocket, which a handshake on the list of jobs opens too. Without a key in the handshake the first text message is " +
    '`{"token":"<key>"}`. Then comes the configuration as JSON: `model`, and if wanted `label`, `include_filler`, ' +
    "`include_partial` and `audio` with `format`, which `s16le`, `pcm_mulaw` and `pcm_alaw` need, and their `sample_rate` and " +
    "`channels`. Then the audio follows in binary messages of at most 1 MiB; an empty one ends it. The server says JSON by " +
    "`type`: `created` (`id` of the job; audio may come), `partial` (`transcript` so far), `result` (`transcript`, " +
    "`time_start`, `time_end`), `metadata` (`duration`, `quota_used`), `status`, `error` (`message`). It closes with 1000 " +
    "when all is said, 4000 for the key, 4001 for the configuration, 4002 for the model, 4005 without credit, 4029 for too " +
    "many jobs, 1007 for audio that cannot be read, 1009 for what is too large, 1001 when the job was cancelled and 1011 " +
    "for a defect.",
  security: [{ apiKeyAuth: [] }, {}],
  request: {
    query: z.object({
      "x-api-key": z.string().optional().describe("The key of clients that cannot set a header, such as web pages."),
    }),
  },
  responses: {
    101: { description: "The connection speaks WebSocket from here on." },
    426: errorResponse("The request is no handshake of a WebSocket.", [
      { status: "upgrade_required", message: "this route speaks WebSocket only" },
    ]),
    500: errorResponse("A defect of the service.", ["internal"]),
  },
});
