import { createRoute, defineOpenAPIRoute } from "@hono/zod-openapi";
import type { AppEnv } from "../../../http/app-env.ts";
import { locateSpeech } from "../../../synthesis/locate-speech.ts";
import { errorResponse, SCOPED_ERRORS } from "../error-responses.ts";
import { DownloadResponse, SpeechParams } from "./wire.ts";

const route = createRoute({
  method: "get",
  path: "/tts/{id}/download",
  operationId: "downloadSpeech",
  tags: ["TTS"],
  summary: "Get a URL of the finished MP3",
  description: "Works once the speech is `completed`; a streamed speech is not kept.",
  request: { params: SpeechParams },
  responses: {
    200: { description: "Where to get it.", content: { "application/json": { schema: DownloadResponse } } },
    ...SCOPED_ERRORS,
    404: errorResponse("No such speech of the account, or it is not finished, or no longer kept.", [
      "speech_not_found",
      "speech_not_ready",
      "audio_missing",
    ]),
  },
});

export const downloadSpeechRoute = defineOpenAPIRoute<typeof route, AppEnv>({
  route,
  handler: async (c) => c.json({ url: await locateSpeech(c.get("ctx"), c.req.valid("param").id) }, 200),
});
