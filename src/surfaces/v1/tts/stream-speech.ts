import { createRoute, defineOpenAPIRoute, z } from "@hono/zod-openapi";
import type { AppEnv } from "../../../http/app-env.ts";
import { streamSpeech } from "../../../synthesis/stream-speech.ts";
import { errorResponse, JSON_ERRORS, SCOPED_ERRORS, unavailable } from "../error-responses.ts";
import { CreateSpeechRequest } from "./wire.ts";

const HEADERS = { "content-type": "audio/mpeg", "cache-control": "no-store, no-transform", "x-accel-buffering": "no" };

const Mp3 = z.string().describe("MP3, 22,050 Hz, mono.").openapi({ type: "string", format: "binary" });

const StreamHeaders = z.object({
  "idempotency-key": z.string().optional().describe("Has no effect here: a stream is not kept, it is made anew."),
});

const route = createRoute({
  method: "post",
  path: "/tts/stream",
  operationId: "streamSpeech",
  tags: ["TTS"],
  summary: "Listen to a text while it is spoken",
  description:
    "One continuous MP3 stream that starts after the first phrase. A client that leaves ends the synthesis; a synthesis " +
    "that fails after the first bytes cuts the stream.",
  request: {
    headers: StreamHeaders,
    body: { required: true, content: { "application/json": { schema: CreateSpeechRequest } } },
  },
  responses: {
    200: {
      description: "The audio, as it is spoken.",
      content: { "audio/mpeg": { schema: Mp3 } },
    },
    ...SCOPED_ERRORS,
    ...JSON_ERRORS,
    500: errorResponse("The speech failed before its first bytes.", ["synthesis_failed", "internal"]),
    503: unavailable("synthesis_unavailable"),
  },
});

export const streamSpeechRoute = defineOpenAPIRoute<typeof route, AppEnv>({
  route,
  handler: async (c) => {
    const request = { jobId: c.get("operationId"), ...c.req.valid("json") };
    return c.body(await streamSpeech(c.get("ctx"), request, c.req.raw.signal), 200, HEADERS);
  },
});
