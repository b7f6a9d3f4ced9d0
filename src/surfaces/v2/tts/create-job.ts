import { createRoute, defineOpenAPIRoute } from "@hono/zod-openapi";
import type { AppEnv } from "../../../http/app-env.ts";
import { fillBase64 } from "../../../http/fill-base64.ts";
import { createSpeech } from "../../../synthesis/create-speech.ts";
import { getSpeech } from "../../../synthesis/get-speech.ts";
import { stateOfRow } from "../../../synthesis/speech-state.ts";
import { waitForSpeech } from "../../../synthesis/wait-for-speech.ts";
import { BODY_ERRORS, errorResponse, GENERAL_ERRORS } from "../error-responses.ts";
import { acceptSpeech } from "./accept.ts";
import { giveAudio } from "./give-audio.ts";
import { presentSpeechJob } from "./present.ts";
import { AudioQuery, TtsJobRequest } from "./request-wire.ts";
import { TtsResponse } from "./wire.ts";

const route = createRoute({
  method: "post",
  path: "/tts",
  operationId: "createSynthesisJob",
  tags: ["Synthesis"],
  summary: "Have a text spoken",
  description:
    "Starts a job. With `wait` the answer is held for the audio of a short text; when that is not there in time, the " +
    "answer is that of a job which runs on. Ask for the job by its id, or be told by a webhook. A job whose audio would " +
    "be longer than ten minutes fails.",
  middleware: fillBase64,
  request: {
    query: AudioQuery,
    body: { required: true, content: { "application/json": { schema: TtsJobRequest } } },
  },
  responses: {
    200: { description: "The job.", content: { "application/json": { schema: TtsResponse } } },
    ...GENERAL_ERRORS,
    ...BODY_ERRORS,
    400: errorResponse("The text or the model cannot be used so.", [
      { status: "tts_model_not_found", message: "there is no model tts-best", context: { model: "tts-best" } },
      "speech_text_missing",
      {
        status: "tts_request_too_large",
        message: "the text is too large: 6000 > 5000 characters",
        context: { length: 6000, max_length: 5000 },
      },
      {
        status: "tts_request_not_waitable",
        message: "a text of more than 280 characters cannot be waited for",
        context: { length: 300, max_length: 280 },
      },
      {
        status: "tts_request_invalid_ssml",
        message: "line 1, column 13: the element audio is not supported",
        context: { line: 1, column: 13 },
      },
    ]),
    404: errorResponse("The job was archived while its result was waited for.", ["speech_not_found"]),
  },
});

export const createSynthesisJob = defineOpenAPIRoute<typeof route, AppEnv>({
  route,
  handler: async (c) => {
    const ctx = c.get("ctx");
    const request = acceptSpeech(c.req.valid("json"));
    const row = await createSpeech(ctx, request, "object");
    if (!row.wait) return c.json(presentSpeechJob({ row, state: stateOfRow(row) }), 200);
    await waitForSpeech(ctx, row.id, Number(ctx.env.SYNC_WAIT_MS));
    const view = await getSpeech(ctx, row.id);
    return c.json(await giveAudio(c, view, c.req.valid("query").as_signed_url), 200);
  },
});
