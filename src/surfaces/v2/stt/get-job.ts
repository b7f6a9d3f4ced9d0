import { createRoute, defineOpenAPIRoute } from "@hono/zod-openapi";
import type { AppEnv } from "../../../http/app-env.ts";
import { getJob } from "../../../jobs/get-job.ts";
import { errorResponse, GENERAL_ERRORS, invalid } from "../error-responses.ts";
import { JobParams } from "../job-params.ts";
import { presentJob } from "./present.ts";
import { AsrResponse } from "./wire.ts";

const route = createRoute({
  method: "get",
  path: "/stt/{job_id}",
  operationId: "getRecognitionJob",
  tags: ["Recognition"],
  summary: "Get one recognition job",
  description: "The job as it stands, with its result once it is over.",
  request: { params: JobParams },
  responses: {
    200: { description: "The job.", content: { "application/json": { schema: AsrResponse } } },
    ...GENERAL_ERRORS,
    404: errorResponse("No such job of the account.", ["job_not_found"]),
    422: invalid(),
  },
});

export const getRecognitionJob = defineOpenAPIRoute<typeof route, AppEnv>({
  route,
  handler: async (c) => c.json(presentJob(await getJob(c.get("ctx"), c.req.valid("param").job_id)), 200),
});
