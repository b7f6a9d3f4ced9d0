import { createRoute, defineOpenAPIRoute } from "@hono/zod-openapi";
import type { AppEnv } from "../../../http/app-env.ts";
import { getSpeech } from "../../../synthesis/get-speech.ts";
import { errorResponse, SCOPED_ERRORS } from "../error-responses.ts";
import { presentSpeech } from "./present-speech.ts";
import { SpeechParams, SpeechResponse } from "./wire.ts";

const route = createRoute({
  method: "get",
  path: "/tts/{id}",
  operationId: "getSpeech",
  tags: ["TTS"],
  summary: "Get one speech job",
  description: "The speech as it stands, with the share of it that is done.",
  request: { params: SpeechParams },
  responses: {
    200: { description: "The speech.", content: { "application/json": { schema: SpeechResponse } } },
    ...SCOPED_ERRORS,
    404: errorResponse("No such speech of the account.", ["speech_not_found"]),
  },
});

export const getSpeechRoute = defineOpenAPIRoute<typeof route, AppEnv>({
  route,
  handler: async (c) => c.json({ job: presentSpeech(await getSpeech(c.get("ctx"), c.req.valid("param").id)) }, 200),
});
