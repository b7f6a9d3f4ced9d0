import { createRoute, defineOpenAPIRoute } from "@hono/zod-openapi";
import type { AppEnv } from "../../../http/app-env.ts";
import { createSpeech } from "../../../synthesis/create-speech.ts";
import { stateOfRow } from "../../../synthesis/speech-state.ts";
import { ERROR_RESPONSES } from "../errors.ts";
import { presentSpeech } from "./present-speech.ts";
import { CreateSpeechRequest, SpeechResponse } from "./wire.ts";

const route = createRoute({
  method: "post",
  path: "/tts",
  tags: ["TTS"],
  summary: "Have a text spoken into an MP3 file",
  request: { body: { required: true, content: { "application/json": { schema: CreateSpeechRequest } } } },
  responses: {
    201: { description: "The job.", content: { "application/json": { schema: SpeechResponse } } },
    400: ERROR_RESPONSES[400],
    401: ERROR_RESPONSES[401],
  },
});

export const createSpeechRoute = defineOpenAPIRoute<typeof route, AppEnv>({
  route,
  handler: async (c) => {
    const request = { jobId: c.get("operationId"), ...c.req.valid("json") };
    const row = await createSpeech(c.get("ctx"), request, "object");
    return c.json({ job: presentSpeech({ row, state: stateOfRow(row) }) }, 201);
  },
});
