import { createRoute, defineOpenAPIRoute } from "@hono/zod-openapi";
import type { AppEnv } from "../../http/app-env.ts";
import { cancelJob } from "../../jobs/cancel-job.ts";
import { IdempotencyHeaders, REPLAY_HEADERS } from "../idempotency-headers.ts";
import { BODY_ERRORS, errorResponse, SCOPED_ERRORS } from "./error-responses.ts";
import { presentTranscription } from "./present.ts";
import { Transcription, TranscriptionParams } from "./wire.ts";

const route = createRoute({
  method: "post",
  path: "/transcriptions/{id}/cancel",
  operationId: "cancelTranscription",
  tags: ["Transcription"],
  summary: "Cancel a transcription",
  description:
    "Ends the transcription as `failed` and keeps the text told so far. Only what was recognized is charged; one on which " +
    "no work had begun is free. Cancelled once more, it stays as it is.",
  request: { headers: IdempotencyHeaders, params: TranscriptionParams },
  responses: {
    200: {
      description: "The transcription as it ended.",
      headers: REPLAY_HEADERS,
      content: { "application/json": { schema: Transcription } },
    },
    ...SCOPED_ERRORS,
    ...BODY_ERRORS,
    404: errorResponse("No such transcription of the account.", ["job_not_found"]),
    409: errorResponse("The transcription ended before.", ["job_over"]),
  },
});

export const cancelTranscription = defineOpenAPIRoute<typeof route, AppEnv>({
  route,
  handler: async (c) => c.json(presentTranscription(await cancelJob(c.get("ctx"), c.req.valid("param").id)), 200),
});
