import { createRoute, defineOpenAPIRoute } from "@hono/zod-openapi";
import type { AppEnv } from "../../../http/app-env.ts";
import { getSpeech } from "../../../synthesis/get-speech.ts";
import { errorResponse, GENERAL_ERRORS, invalid } from "../error-responses.ts";
import { JobParams } from "../job-params.ts";
import { presentSpeechStatus } from "./present.ts";
import { TtsStatusResponse } from "./wire.ts";

const route = createRoute({
  method: "get",
  path: "/tts/{job_id}/status",
  operationId: "getSynthesisJobStatus",
  tags: ["Synthesis"],
  summary: "Get the status of one synthesis job",
  description: "How far the job is, counted in phrases of the text.",
  request: { params: JobParams },
  responses: {
    200: { description: "The status.", content: { "application/json": { schema: TtsStatusResponse } } },
    ...GENERAL_ERRORS,
    404: errorResponse("No such job of the account.", ["speech_not_found"]),
    422: invalid(),
  },
});

export const getSynthesisJobStatus = defineOpenAPIRoute<typeof route, AppEnv>({
  route,
  handler: async (c) => c.json(presentSpeechStatus(await getSpeech(c.get("ctx"), c.req.valid("param").job_id)), 200),
});
