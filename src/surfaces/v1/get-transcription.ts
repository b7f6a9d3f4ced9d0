import { createRoute, defineOpenAPIRoute } from "@hono/zod-openapi";
import type { AppEnv } from "../../http/app-env.ts";
import { getJob } from "../../jobs/get-job.ts";
import { errorResponse, SCOPED_ERRORS } from "./error-responses.ts";
import { presentTranscription } from "./present.ts";
import { Transcription, TranscriptionParams } from "./wire.ts";

const route = createRoute({
  method: "get",
  path: "/transcriptions/{id}",
  operationId: "getTranscription",
  tags: ["Transcription"],
  summary: "Get one transcription",
  description: "The transcription as it stands, with the text recognized so far.",
  request: { params: TranscriptionParams },
  responses: {
    200: { description: "The transcription.", content: { "application/json": { schema: Transcription } } },
    ...SCOPED_ERRORS,
    404: errorResponse("No such transcription of the account.", ["job_not_found"]),
  },
});

export const getTranscription = defineOpenAPIRoute<typeof route, AppEnv>({
  route,
  handler: async (c) => c.json(presentTranscription(await getJob(c.get("ctx"), c.req.valid("param").id)), 200),
});
