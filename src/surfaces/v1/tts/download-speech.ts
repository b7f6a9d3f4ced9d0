import { createRoute, defineOpenAPIRoute } from "@hono/zod-openapi";
import type { AppEnv } from "../../../http/app-env.ts";
import { locateSpeech } from "../../../synthesis/locate-speech.ts";
import { ERROR_RESPONSES } from "../errors.ts";
import { DownloadResponse, SpeechParams } from "./wire.ts";

const route = createRoute({
  method: "get",
  path: "/tts/{id}/download",
  tags: ["TTS"],
  summary: "Get a URL of the finished MP3",
  request: { params: SpeechParams },
  responses: {
    200: { description: "Where to get it.", content: { "application/json": { schema: DownloadResponse } } },
    401: ERROR_RESPONSES[401],
    404: { ...ERROR_RESPONSES[404], description: "No such speech of the caller, or it is not finished." },
  },
});

export const downloadSpeechRoute = defineOpenAPIRoute<typeof route, AppEnv>({
  route,
  handler: async (c) => c.json({ url: await locateSpeech(c.get("ctx"), c.req.valid("param").id) }, 200),
});
