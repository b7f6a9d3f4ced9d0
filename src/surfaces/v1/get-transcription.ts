import { createRoute, defineOpenAPIRoute } from "@hono/zod-openapi";
import type { AppEnv } from "../../http/app-env.ts";
import { getJob } from "../../jobs/get-job.ts";
import { ERROR_RESPONSES } from "./errors.ts";
import { presentTranscription } from "./present.ts";
import { Transcription, TranscriptionParams } from "./wire.ts";

const route = createRoute({
  method: "get",
  path: "/transcriptions/{id}",
  tags: ["Transcription"],
  summary: "Get one transcription",
  request: { params: TranscriptionParams },
  responses: {
    200: { description: "As it stands.", content: { "application/json": { schema: Transcription } } },
    401: ERROR_RESPONSES[401],
    403: ERROR_RESPONSES[403],
    404: ERROR_RESPONSES[404],
  },
});

export const getTranscription = defineOpenAPIRoute<typeof route, AppEnv>({
  route,
  handler: async (c) => c.json(presentTranscription(await getJob(c.get("ctx"), c.req.valid("param").id)), 200),
});
