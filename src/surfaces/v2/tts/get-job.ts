import { createRoute, defineOpenAPIRoute } from "@hono/zod-openapi";
import type { AppEnv } from "../../../http/app-env.ts";
import { fillBase64 } from "../../../http/fill-base64.ts";
import { getSpeech } from "../../../synthesis/get-speech.ts";
import { errorResponse, GENERAL_ERRORS, invalid } from "../error-responses.ts";
import { JobParams } from "../job-params.ts";
import { giveAudio } from "./give-audio.ts";
import { AudioQuery } from "./request-wire.ts";
import { TtsResponse } from "./wire.ts";

const route = createRoute({
  method: "get",
  path: "/tts/{job_id}",
  operationId: "getSynthesisJob",
  tags: ["Synthesis"],
  summary: "Get one synthesis job",
  description: "The job as it stands, with its audio once it is complete.",
  middleware: fillBase64,
  request: { params: JobParams, query: AudioQuery },
  responses: {
    200: { description: "The job.", content: { "application/json": { schema: TtsResponse } } },
    ...GENERAL_ERRORS,
    404: errorResponse("No such job of the account.", ["speech_not_found"]),
    422: invalid(),
  },
});

export const getSynthesisJob = defineOpenAPIRoute<typeof route, AppEnv>({
  route,
  handler: async (c) => {
    const view = await getSpeech(c.get("ctx"), c.req.valid("param").job_id);
    return c.json(await giveAudio(c, view, c.req.valid("query").as_signed_url), 200);
  },
});
