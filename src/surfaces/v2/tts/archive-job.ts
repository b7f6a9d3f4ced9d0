import { createRoute, defineOpenAPIRoute } from "@hono/zod-openapi";
import type { AppEnv } from "../../../http/app-env.ts";
import { archiveSpeech } from "../../../synthesis/archive-speech.ts";
import { errorResponse, forbidden, GENERAL_ERRORS, invalid } from "../error-responses.ts";
import { JobParams } from "../job-params.ts";
import { presentSpeechJob } from "./present.ts";
import { TtsResponse } from "./wire.ts";

const route = createRoute({
  method: "delete",
  path: "/tts/{job_id}",
  operationId: "archiveSynthesisJob",
  tags: ["Synthesis"],
  summary: "Archive one synthesis job",
  description: "Hides the job from then on. One that waits is cancelled first; one in progress cannot be archived.",
  request: { params: JobParams },
  responses: {
    200: {
      description: "The job as it was last, without its audio.",
      content: { "application/json": { schema: TtsResponse } },
    },
    ...GENERAL_ERRORS,
    403: forbidden("job_in_progress"),
    404: errorResponse("No such job of the account, or it is archived already.", ["speech_not_found"]),
    422: invalid(),
  },
});

export const archiveSynthesisJob = defineOpenAPIRoute<typeof route, AppEnv>({
  route,
  handler: async (c) => c.json(presentSpeechJob(await archiveSpeech(c.get("ctx"), c.req.valid("param").job_id)), 200),
});
