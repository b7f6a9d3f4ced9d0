import { createRoute, defineOpenAPIRoute } from "@hono/zod-openapi";
import type { AppEnv } from "../../http/app-env.ts";
import { eraseJob } from "../../jobs/erase-job.ts";
import { errorResponse, SCOPED_ERRORS } from "./error-responses.ts";
import { TranscriptionParams } from "./wire.ts";

const route = createRoute({
  method: "delete",
  path: "/transcriptions/{id}",
  operationId: "deleteTranscription",
  tags: ["Transcription"],
  summary: "Erase a transcription",
  description:
    "Erases the transcription, its text and its recording for good; one that is not over is cancelled first. A recording " +
    "that another unfinished transcription uses goes with that one.",
  request: { params: TranscriptionParams },
  responses: {
    204: { description: "Nothing is left of the transcription." },
    ...SCOPED_ERRORS,
    404: errorResponse("No such transcription of the account.", ["job_not_found"]),
  },
});

export const deleteTranscription = defineOpenAPIRoute<typeof route, AppEnv>({
  route,
  handler: async (c) => {
    await eraseJob(c.get("ctx"), c.req.valid("param").id);
    return c.body(null, 204);
  },
});
