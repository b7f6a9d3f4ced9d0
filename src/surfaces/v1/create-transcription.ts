import { createRoute, defineOpenAPIRoute } from "@hono/zod-openapi";
import { SpeechFault } from "../../contract/faults.ts";
import type { AppEnv } from "../../http/app-env.ts";
import { createJob } from "../../jobs/create-job.ts";
import { ERROR_RESPONSES } from "./errors.ts";
import { IdempotencyHeaders } from "./idempotency-headers.ts";
import { presentTranscription } from "./present.ts";
import { CreateTranscriptionRequest, CreateTranscriptionResponse } from "./wire.ts";

const route = createRoute({
  method: "post",
  path: "/transcriptions",
  tags: ["Transcription"],
  summary: "Transcribe an uploaded recording",
  request: {
    headers: IdempotencyHeaders,
    body: { required: true, content: { "application/json": { schema: CreateTranscriptionRequest } } },
  },
  responses: {
    201: { description: "The job.", content: { "application/json": { schema: CreateTranscriptionResponse } } },
    400: ERROR_RESPONSES[400],
    401: ERROR_RESPONSES[401],
    402: ERROR_RESPONSES[402],
    403: ERROR_RESPONSES[403],
    422: ERROR_RESPONSES[422],
    429: ERROR_RESPONSES[429],
  },
});

export const createTranscription = defineOpenAPIRoute<typeof route, AppEnv>({
  route,
  handler: async (c) => {
    const asked = c.req.valid("json");
    const created = await createJob(c.get("ctx"), {
      jobId: c.get("operationId"),
      objectKey: asked.object_key,
      filename: asked.filename,
      contentType: asked.content_type,
      options: { model: asked.model, language: asked.language, promptPreset: asked.chunk_prompt_preset },
      declaredSeconds: asked.duration_seconds,
      pricingMode: asked.pricing_mode,
      sourceChannel: asked.source_channel,
    });
    if ("admitted" in created) {
      if (created.retryAfterSeconds !== undefined) c.header("retry-after", String(created.retryAfterSeconds));
      throw new SpeechFault(created.code);
    }
    const transcription = presentTranscription(created);
    return c.json({ id: transcription.id, status: transcription.status, transcription }, 201);
  },
});
