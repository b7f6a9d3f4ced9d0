import { createRoute, defineOpenAPIRoute } from "@hono/zod-openapi";
import type { AppEnv } from "../../../http/app-env.ts";
import { ERROR_RESPONSES } from "../errors.ts";
import { TTS_VOICES } from "./voices.ts";
import { VoiceList } from "./wire.ts";

const route = createRoute({
  method: "get",
  path: "/tts/voices",
  tags: ["TTS"],
  summary: "List the voices",
  responses: {
    200: { description: "All voices.", content: { "application/json": { schema: VoiceList } } },
    401: ERROR_RESPONSES[401],
  },
});

export const listVoices = defineOpenAPIRoute<typeof route, AppEnv>({
  route,
  handler: (c) => c.json({ voices: [...TTS_VOICES], default: "alloy" as const }, 200),
});
