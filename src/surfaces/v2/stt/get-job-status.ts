import { createRoute, defineOpenAPIRoute } from "@hono/zod-openapi";
import type { AppEnv } from "../../../http/app-env.ts";
import { findProgress } from "../../../jobs/find-progress.ts";
import { errorResponse, GENERAL_ERRORS, invalid } from "../error-responses.ts";
import { JobParams } from "../job-params.ts";
import { presentJobStatus } from "./present.ts";
import { AsrStatusResponse } from "./wire.ts";

const route = createRoute({
  method: "get",
  path: "/stt/{job_id}/status",
  operationId: "getRecognitionJobStatus",
  tags: ["Recognition"],
  summary: "Get the status of one recognition job",
  description: "How far the job is, counted in seconds of the recording.",
  request: { params: JobParams },
  responses: {
    200: { description: "The status.", content: { "application/json": { schema: AsrStatusResponse } } },
    ...GENERAL_ERRORS,
    404: errorResponse("No such job of the account.", ["job_not_found"]),
    422: invalid(),
  },
});

export const getRecognitionJobStatus = defineOpenAPIRoute<typeof route, AppEnv>({
  route,
  handler: async (c) => {
    const { row, progress } = await findProgress(c.get("ctx"), c.req.valid("param").job_id);
    return c.json(presentJobStatus(row, progress), 200);
  },
});
