import { z } from "@hono/zod-openapi";
import { DEFAULT_RECOGNITION_MODEL, RECOGNITION_MODELS } from "../../contract/models.ts";
import { plainText } from "../../http/plain-text.ts";

/** The words of the v1 surface. Requests refuse what could not be stored or signed; answers only ever grow. */

const LARGEST_PAGE = 100;

const MimeType = plainText(255).regex(/^[\w.+-]+\/[\w.+-]+(\s*;\s*[\w.+-]+=("[^"\\]*"|[\w.+-]+))*$/, {
  error: "must be a MIME type such as audio/mpeg",
});

export const ErrorBody = z
  .object({ error: z.string(), code: z.string().optional().openapi({ description: "Stable and machine-readable." }) })
  .openapi("Error");

export const PresignRequest = z
  .object({
    filename: plainText(1024).openapi({ example: "meeting.mp3" }),
    content_type: MimeType.optional().openapi({ example: "audio/mpeg" }),
    size_bytes: z.int().positive().optional(),
    content_sha256: z
      .string()
      .regex(/^[0-9a-fA-F]{64}$/, { error: "must be 64 hex digits" })
      .toLowerCase()
      .optional(),
  })
  .openapi("PresignUploadRequest");

export const PresignResponse = z
  .object({
    bucket: z.string(),
    object_key: z.string(),
    upload_url: z.url(),
    headers: z
      .record(z.string(), z.string())
      .openapi({ description: "Every header that the PUT must send, with exactly these values." }),
    expires_at: z.iso.datetime(),
    already_uploaded: z.boolean(),
  })
  .openapi("PresignUploadResponse");

export const CreateTranscriptionRequest = z
  .object({
    object_key: plainText(1024),
    filename: plainText(1024).optional(),
    content_type: MimeType.optional(),
    size_bytes: z.int().nonnegative().optional(),
    duration_seconds: z.int().nonnegative().optional().openapi({ description: "A hint; what counts is measured." }),
    language: z
      .string()
      .regex(/^(auto|[a-z]{2,3}(-[a-z0-9]{2,8})*)$/i, { error: "must be a language code or auto" })
      .transform((code) => code.toLowerCase().replace(/-.*/, ""))
      .default("auto")
      .openapi({ type: "string", default: "auto", description: "`auto`, or a language code whose region is ignored." }),
    model: z.enum(RECOGNITION_MODELS).default(DEFAULT_RECOGNITION_MODEL),
    chunk_prompt_preset: z.enum(["default", "verbatim", "remove_fillers", "concise"]).default("default"),
    pricing_mode: plainText(64).optional().openapi({ example: "free_test" }),
    source_channel: plainText(64).optional().openapi({ example: "api" }),
  })
  .openapi("CreateTranscriptionRequest");

const Word = z.object({ text: z.string(), start: z.number(), end: z.number() }).openapi("Word");

const Segment = z
  .object({
    index: z.int(),
    start: z.number().openapi({ description: "Seconds from the start of the recording." }),
    end: z.number(),
    text: z.string(),
    channel: z.int(),
    words: z.array(Word),
  })
  .openapi("Segment");

export const Transcription = z
  .object({
    id: z.uuid(),
    status: z.enum(["queued", "processing", "completed", "failed"]),
    object_key: z.string(),
    filename: z.string().nullable(),
    content_type: z.string().nullable(),
    size_bytes: z.int(),
    duration_seconds: z.int().nullable().openapi({ description: "Measured and rounded up; null until then." }),
    language: z.string(),
    detected_language: z.string().nullable(),
    detected_language_probability: z
      .number()
      .min(0)
      .max(1)
      .nullable()
      .openapi({ description: "How sure the engine is; null when it does not tell." }),
    model: z.string(),
    chunk_prompt_preset: z.string(),
    pricing_mode: z.string().nullable(),
    source_channel: z.string().nullable(),
    text: z.string().nullable().openapi({
      description: "What was recognized so far. In lists null until the job is over, and on pages of very much text.",
    }),
    raw_text: z.string().nullable().openapi({
      description: "What was recognized before `chunk_prompt_preset` took words out; null when it took none.",
    }),
    segments: z.array(Segment).openapi({ description: "Empty where a list leaves the text out." }),
    progress: z.number().min(0).max(1),
    error: z.string().nullable(),
    created_at: z.iso.datetime(),
    started_at: z.iso.datetime().nullable(),
    completed_at: z.iso.datetime().nullable(),
  })
  .openapi("Transcription");
export type Transcription = z.infer<typeof Transcription>;

export const EtaResponse = z
  .object({
    queue_position: z.int().nonnegative().openapi({ description: "1 for the next job to start, 0 once it runs." }),
    estimated_wait_seconds: z.int().nonnegative().openapi({
      description: "Until the transcription is over, estimated from measurements alone.",
    }),
    average_duration_seconds: z.int().nonnegative().openapi({
      description: "How long finished transcriptions with this model took lately, from start to end.",
    }),
    measured: z.boolean().openapi({
      description: "False when nothing was measured yet to estimate by; `estimated_wait_seconds` is 0 then.",
    }),
  })
  .openapi("TranscriptionEta");
export type EtaResponse = z.infer<typeof EtaResponse>;

export const CreateTranscriptionResponse = z
  .object({ id: z.uuid(), status: Transcription.shape.status, transcription: Transcription })
  .openapi("CreateTranscriptionResponse");

export const TranscriptionList = z
  .object({
    items: z.array(Transcription),
    count: z.int().openapi({ description: "All transcriptions of the caller, not only this page." }),
  })
  .openapi("TranscriptionList");

export const PageQuery = z.object({
  limit: z
    .string()
    .regex(/^-?\d+$/, { error: "must be an integer" })
    .transform((text) => Math.min(LARGEST_PAGE, Math.max(1, Number(text))))
    .default(20)
    .openapi({ type: "integer", default: 20, description: "Brought into 1..100." }),
  offset: z
    .string()
    .regex(/^\d+$/, { error: "must be a non-negative integer" })
    .transform((text) => Math.min(0x7fffffff, Number(text)))
    .default(0)
    .openapi({ type: "integer", default: 0 }),
});

/** Any text is taken here: a malformed id is as unknown as any other and answers 404. */
export const TranscriptionParams = z.object({ id: z.string().openapi({ format: "uuid" }) });
