import { createRoute, defineOpenAPIRoute } from "@hono/zod-openapi";
import type { AppEnv } from "../../../http/app-env.ts";
import { GENERAL_ERRORS } from "../error-responses.ts";
import { MODELS } from "./models.ts";
import { TtsModelList } from "./wire.ts";

const route = createRoute({
  method: "get",
  path: "/tts/models",
  operationId: "listSynthesisModels",
  tags: ["Synthesis"],
  summary: "List the synthesis models",
  description: "All models that a synthesis job may name.",
  responses: {
    200: { description: "The models.", content: { "application/json": { schema: TtsModelList } } },
    ...GENERAL_ERRORS,
  },
});

export const listSynthesisModels = defineOpenAPIRoute<typeof route, AppEnv>({
  route,
  handler: (c) => c.json([...MODELS], 200),
});
