import { createRoute, defineOpenAPIRoute } from "@hono/zod-openapi";
import type { AppEnv } from "../../../http/app-env.ts";
import { getSpeech } from "../../../synthesis/get-speech.ts";
import { ERROR_RESPONSES } from "../errors.ts";
import { presentSpeech } from "./present-speech.ts";
import { SpeechParams, SpeechResponse } from "./wire.ts";

const route = createRoute({
  method: "get",
  path: "/tts/{id}",
  tags: ["TTS"],
  summary: "Get one speech job",
  request: { params: SpeechParams },
  responses: {
    200: { description: "As it stands.", content: { "application/json": { schema: SpeechResponse } } },
    401: ERROR_RESPONSES[401],
    404: { ...ERROR_RESPONSES[404], description: "No such speech of the caller." },
  },
});

export const getSpeechRoute = defineOpenAPIRoute<typeof route, AppEnv>({
  route,
  handler: async (c) => c.json({ job: presentSpeech(await getSpeech(c.get("ctx"), c.req.valid("param").id)) }, 200),
});
