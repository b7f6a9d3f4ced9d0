import { createRoute, defineOpenAPIRoute } from "@hono/zod-openapi";
import type { AppEnv } from "../../../http/app-env.ts";
import { GENERAL_ERRORS } from "../error-responses.ts";
import { MODELS } from "./models.ts";
import { AsrModelList } from "./wire.ts";

const route = createRoute({
  method: "get",
  path: "/stt/models",
  operationId: "listRecognitionModels",
  tags: ["Recognition"],
  summary: "List the recognition models",
  description: "All models that a recognition job may name.",
  responses: {
    200: { description: "The models.", content: { "application/json": { schema: AsrModelList } } },
    ...GENERAL_ERRORS,
  },
});

export const listRecognitionModels = defineOpenAPIRoute<typeof route, AppEnv>({
  route,
  handler: (c) => c.json([...MODELS], 200),
});
