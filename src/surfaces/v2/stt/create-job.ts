import { createRoute, defineOpenAPIRoute } from "@hono/zod-openapi";
import type { AppEnv } from "../../../http/app-env.ts";
import { awaitOutcome } from "../../../jobs/await-outcome.ts";
import { errorResponse, BODY_ERRORS, forbidden, GENERAL_ERRORS } from "../error-responses.ts";
import { acceptJob } from "./accept.ts";
import { presentAnswer } from "./present.ts";
import { AsrJobRequest } from "./request-wire.ts";
import { orderJob } from "./order-job.ts";
import { AsrResponse } from "./wire.ts";

const route = createRoute({
  method: "post",
  path: "/stt",
  operationId: "createRecognitionJob",
  tags: ["Recognition"],
  summary: "Recognize a recording",
  description:
    "Starts a job on audio that comes with the request or is fetched from a URI. With `wait` the answer is held for the " +
    "result of short audio; when that is not there in time, the answer is that of a job which runs on. Ask for the job by " +
    "its id, or be told by a webhook. Each channel is recognized by itself. Above the account's limit of jobs at a time, " +
    "jobs wait as `deferred`.",
  request: { body: { required: true, content: { "application/json": { schema: AsrJobRequest } } } },
  responses: {
    200: { description: "The job.", content: { "application/json": { schema: AsrResponse } } },
    ...GENERAL_ERRORS,
    ...BODY_ERRORS,
    400: errorResponse("The audio, its URI or the model cannot be used so.", [
      { status: "asr_model_not_found", message: "there is no model stt-best", context: { model: "stt-best" } },
      "audio_not_given",
      "audio_not_base64",
      "audio_unreadable",
      {
        status: "asr_request_file_too_large",
        message: "the audio is too large: 61.5 s > 60 s",
        context: { duration: "61.5", max_duration: "60" },
      },
      "uri_invalid",
      "waiting_not_allowed",
    ]),
    403: forbidden("credit_empty", {
      status: "quota_insufficient",
      message: "the job needs 60 seconds of credit, and 20 are left",
      context: { current: 20, required: 60 },
    }),
    404: errorResponse("The job was archived or erased while its result was waited for.", ["job_not_found"]),
  },
});

export const createRecognitionJob = defineOpenAPIRoute<typeof route, AppEnv>({
  route,
  handler: async (c) => {
    const ctx = c.get("ctx");
    const asked = c.req.valid("json");
    const order = await acceptJob(ctx, asked);
    const view = await orderJob(ctx, order);
    return c.json(presentAnswer(asked.config.wait ? await awaitOutcome(ctx, order) : view), 200);
  },
});
