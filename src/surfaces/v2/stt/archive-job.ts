import { createRoute, defineOpenAPIRoute } from "@hono/zod-openapi";
import type { AppEnv } from "../../../http/app-env.ts";
import { archiveJob } from "../../../jobs/archive-job.ts";
import { errorResponse, forbidden, GENERAL_ERRORS, invalid } from "../error-responses.ts";
import { JobParams } from "../job-params.ts";
import { presentJob } from "./present.ts";
import { AsrResponse } from "./wire.ts";

const route = createRoute({
  method: "delete",
  path: "/stt/{job_id}",
  operationId: "archiveRecognitionJob",
  tags: ["Recognition"],
  summary: "Archive one recognition job",
  description:
    "Hides the job from then on. One that waits is cancelled first and costs nothing; one in progress cannot be archived.",
  request: { params: JobParams },
  responses: {
    200: { description: "The job as it was last.", content: { "application/json": { schema: AsrResponse } } },
    ...GENERAL_ERRORS,
    403: forbidden("job_in_progress"),
    404: errorResponse("No such job of the account, or it is archived already.", ["job_not_found"]),
    422: invalid(),
  },
});

export const archiveRecognitionJob = defineOpenAPIRoute<typeof route, AppEnv>({
  route,
  handler: async (c) => c.json(presentJob(await archiveJob(c.get("ctx"), c.req.valid("param").job_id)), 200),
});
