import { createRoute, defineOpenAPIRoute, z } from "@hono/zod-openapi";
import type { AppEnv } from "../../../http/app-env.ts";
import { streamSpeech } from "../../../synthesis/stream-speech.ts";
import { ERROR_RESPONSES } from "../errors.ts";
import { CreateSpeechRequest } from "./wire.ts";

const HEADERS = { "content-type": "audio/mpeg", "cache-control": "no-store, no-transform", "x-accel-buffering": "no" };

const route = createRoute({
  method: "post",
  path: "/tts/stream",
  tags: ["TTS"],
  summary: "Listen to a text while it is spoken",
  description:
    "One continuous MP3 stream that starts after the first phrase. A client that leaves ends the synthesis; a synthesis " +
    "that fails after the first bytes cuts the stream.",
  request: { body: { required: true, content: { "application/json": { schema: CreateSpeechRequest } } } },
  responses: {
    200: {
      description: "The audio.",
      content: { "audio/mpeg": { schema: z.string().openapi({ type: "string", format: "binary" }) } },
    },
    400: ERROR_RESPONSES[400],
    401: ERROR_RESPONSES[401],
  },
});

export const streamSpeechRoute = defineOpenAPIRoute<typeof route, AppEnv>({
  route,
  handler: async (c) => {
    const request = { jobId: c.get("operationId"), ...c.req.valid("json") };
    return c.body(await streamSpeech(c.get("ctx"), request, c.req.raw.signal), 200, HEADERS);
  },
});
