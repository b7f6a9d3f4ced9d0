import { createRoute, defineOpenAPIRoute } from "@hono/zod-openapi";
import type { AppEnv } from "../../http/app-env.ts";
import { getEta } from "../../jobs/get-eta.ts";
import { findProgress } from "../../jobs/find-progress.ts";
import { ERROR_RESPONSES } from "./errors.ts";
import { presentEta } from "./present.ts";
import { EtaResponse, TranscriptionParams } from "./wire.ts";

const route = createRoute({
  method: "get",
  path: "/transcriptions/{id}/eta",
  tags: ["Transcription"],
  summary: "Estimate when a transcription will be over",
  request: { params: TranscriptionParams },
  responses: {
    200: { description: "As of now.", content: { "application/json": { schema: EtaResponse } } },
    401: ERROR_RESPONSES[401],
    403: ERROR_RESPONSES[403],
    404: ERROR_RESPONSES[404],
  },
});

export const getTranscriptionEta = defineOpenAPIRoute<typeof route, AppEnv>({
  route,
  handler: async (c) => {
    const ctx = c.get("ctx");
    const { row, progress } = await findProgress(ctx, c.req.valid("param").id);
    return c.json(presentEta(await getEta(ctx, row, progress)), 200);
  },
});
