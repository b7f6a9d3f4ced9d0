import { createRoute, defineOpenAPIRoute } from "@hono/zod-openapi";
import type { AppEnv } from "../../../http/app-env.ts";
import { createSpeech } from "../../../synthesis/create-speech.ts";
import { stateOfRow } from "../../../synthesis/speech-state.ts";
import { IdempotencyHeaders, REPLAY_HEADERS } from "../../idempotency-headers.ts";
import { BODY_ERRORS, SCOPED_ERRORS } from "../error-responses.ts";
import { presentSpeech } from "./present-speech.ts";
import { CreateSpeechRequest, SpeechResponse } from "./wire.ts";

const route = createRoute({
  method: "post",
  path: "/tts",
  operationId: "createSpeech",
  tags: ["TTS"],
  summary: "Have a text spoken into an MP3 file",
  description: "Starts a job; ask for it by its id, and for the download once it is `completed`.",
  request: {
    headers: IdempotencyHeaders,
    body: { required: true, content: { "application/json": { schema: CreateSpeechRequest } } },
  },
  responses: {
    201: {
      description: "The job was created.",
      headers: REPLAY_HEADERS,
      content: { "application/json": { schema: SpeechResponse } },
    },
    ...SCOPED_ERRORS,
    ...BODY_ERRORS,
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
