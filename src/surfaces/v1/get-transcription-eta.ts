import { createRoute, defineOpenAPIRoute } from "@hono/zod-openapi";
import type { AppEnv } from "../../http/app-env.ts";
import { getEta } from "../../jobs/get-eta.ts";
import { findProgress } from "../../jobs/find-progress.ts";
import { errorResponse, SCOPED_ERRORS } from "./error-responses.ts";
import { presentEta } from "./present.ts";
import { EtaResponse, TranscriptionParams } from "./wire.ts";

const route = createRoute({
  method: "get",
  path: "/transcriptions/{id}/eta",
  operationId: "getTranscriptionEta",
  tags: ["Transcription"],
  summary: "Estimate when a transcription will be over",
  description:
    "Place in the queue and remaining time, from what recent transcriptions took. The events of the stream carry the same.",
  request: { params: TranscriptionParams },
  responses: {
    200: { description: "The estimate as of now.", content: { "application/json": { schema: EtaResponse } } },
    ...SCOPED_ERRORS,
    404: errorResponse("No such transcription of the account.", ["job_not_found"]),
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
