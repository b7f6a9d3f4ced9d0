import { createRoute, defineOpenAPIRoute } from "@hono/zod-openapi";
import type { AppEnv } from "../../../http/app-env.ts";
import { SCOPED_ERRORS } from "../error-responses.ts";
import { TTS_VOICES } from "./voices.ts";
import { VoiceList } from "./wire.ts";

const route = createRoute({
  method: "get",
  path: "/tts/voices",
  operationId: "listVoices",
  tags: ["TTS"],
  summary: "List the voices",
  description: "Every voice that a text can be spoken with.",
  responses: {
    200: { description: "All voices.", content: { "application/json": { schema: VoiceList } } },
    ...SCOPED_ERRORS,
  },
});

export const listVoices = defineOpenAPIRoute<typeof route, AppEnv>({
  route,
  handler: (c) => c.json({ voices: [...TTS_VOICES], default: "alloy" as const }, 200),
});
