import { createRoute, defineOpenAPIRoute } from "@hono/zod-openapi";
import { SpeechFault } from "../../contract/faults.ts";
import type { AppEnv } from "../../http/app-env.ts";
import { createJob } from "../../jobs/create-job.ts";
import { IdempotencyHeaders, REPLAY_HEADERS } from "../idempotency-headers.ts";
import { ADMISSION_ERRORS, badRequest, BODY_ERRORS, SCOPED_ERRORS } from "./error-responses.ts";
import { presentTranscription } from "./present.ts";
import { CreateTranscriptionRequest, CreateTranscriptionResponse } from "./wire.ts";

const route = createRoute({
  method: "post",
  path: "/transcriptions",
  operationId: "createTranscription",
  tags: ["Transcription"],
  summary: "Transcribe an uploaded recording",
  description:
    "Starts a job on a recording that was PUT to its presigned URL. Credit is reserved and settled by the measured length; " +
    "a failed job is free.",
  request: {
    headers: IdempotencyHeaders,
    body: { required: true, content: { "application/json": { schema: CreateTranscriptionRequest } } },
  },
  responses: {
    201: {
      description: "The job was created.",
      headers: REPLAY_HEADERS,
      content: { "application/json": { schema: CreateTranscriptionResponse } },
    },
    ...SCOPED_ERRORS,
    ...BODY_ERRORS,
    ...ADMISSION_ERRORS,
    400: badRequest("upload_not_found", "upload_empty", "audio_too_long"),
  },
});

export const createTranscription = defineOpenAPIRoute<typeof route, AppEnv>({
  route,
  handler: async (c) => {
    const asked = c.req.valid("json");
    const created = await createJob(c.get("ctx"), {
      jobId: c.get("operationId"),
      audio: { objectKey: asked.object_key },
      filename: asked.filename,
      contentType: asked.content_type,
      options: { model: asked.model, language: asked.language, promptPreset: asked.chunk_prompt_preset },
      declaredSeconds: asked.duration_seconds,
      overLimit: "refuse",
      pricingMode: asked.pricing_mode,
      sourceChannel: asked.source_channel,
    });
    if ("admitted" in created) {
      if ("retryAfterSeconds" in created) c.header("retry-after", String(created.retryAfterSeconds));
      throw new SpeechFault(created.code);
    }
    const transcription = presentTranscription(created);
    return c.json({ id: transcription.id, status: transcription.status, transcription }, 201);
  },
});
