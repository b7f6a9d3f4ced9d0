import { z } from "@hono/zod-openapi";
import { DEFAULT_RECOGNITION_MODEL, GEMMA_MODELS } from "../../contract/models.ts";
import { plainText } from "../../http/plain-text.ts";
import { EXAMPLES } from "./examples.ts";
import { MimeType } from "./upload-wire.ts";

/** The words of v1 for transcriptions. Requests refuse what could not be stored or signed; answers only ever grow. */

const LARGEST_PAGE = 100;

export const CreateTranscriptionRequest = z
  .object({
    object_key: plainText(1024).describe("`object_key` of an upload of the account."),
    filename: plainText(1024).optional().describe("Name to show in place of that of the upload."),
    content_type: MimeType.optional().describe("MIME type to show in place of that of the upload."),
    size_bytes: z
      .int()
      .nonnegative()
      .optional()
      .describe("Accepted for compatibility; the stored length counts.")
      .openapi({ format: "int64" }),
    duration_seconds: z
      .int()
      .nonnegative()
      .optional()
      .describe("Length of the recording if known: a hint to reserve credit by. What is charged is measured."),
    language: z
      .string()
      .regex(/^(auto|[a-z]{2,3}(-[a-z0-9]{2,8})*)$/i, { error: "must be a language code or auto" })
      .transform((code) => code.toLowerCase().replace(/-.*/, ""))
      .default("auto")
      .describe("`auto`, or a language code whose region is ignored.")
      .openapi({ type: "string", default: "auto" }),
    model: z.enum(GEMMA_MODELS).default(DEFAULT_RECOGNITION_MODEL).describe("Model that recognizes."),
    chunk_prompt_preset: z
      .enum(["default", "verbatim", "remove_fillers", "concise"])
      .default("default")
      .describe(
        "`verbatim` keeps every word, `remove_fillers` takes filler words out, `concise` repetitions as well; " +
          "`default` leaves it to the model.",
      ),
    pricing_mode: plainText(64).optional().describe("Label for accounting, such as `free_test` or `package`."),
    source_channel: plainText(64).optional().describe("Where the job comes from, such as `web`, `api` or `telegram`."),
  })
  .openapi("CreateTranscriptionRequest", {
    description: "A recording and how to transcribe it.",
    examples: [EXAMPLES.createTranscription],
  });

const Word = z
  .object({
    text: z.string().describe("The word with its punctuation."),
    start: z.number().describe("Where it starts, in seconds from the start of the recording."),
    end: z.number().describe("Where it ends, in seconds from the start of the recording."),
  })
  .openapi("Word", { description: "A recognized word and its time." });

const Segment = z
  .object({
    index: z.int().describe("Position among the segments, from 0."),
    start: z.number().describe("Where it starts, in seconds from the start of the recording."),
    end: z.number().describe("Where it ends, in seconds from the start of the recording."),
    text: z.string().describe("What was said in it."),
    channel: z.int().describe("Audio channel on which it was heard, from 0."),
    words: z.array(Word).describe("Its words in order."),
  })
  .openapi("Segment", { description: "A stretch of speech, fit for a subtitle." });

export const Transcription = z
  .object({
    id: z.uuid().describe("Id of the transcription."),
    status: z
      .enum(["queued", "processing", "completed", "failed"])
      .describe("`completed` and `failed` are final; a cancelled transcription is `failed`."),
    object_key: z.string().describe("The upload that is transcribed."),
    filename: z.string().nullable().describe("Name of the recording."),
    content_type: z.string().nullable().describe("MIME type of the recording."),
    size_bytes: z.int().describe("Stored length of the recording in bytes.").openapi({ format: "int64" }),
    duration_seconds: z.int().nullable().describe("Measured and rounded up; null until then."),
    language: z.string().describe("Language as requested."),
    detected_language: z.string().nullable().describe("Code of the language that was heard; null until known."),
    detected_language_probability: z
      .number()
      .min(0)
      .max(1)
      .nullable()
      .describe("How sure the engine is of it; null when it does not tell."),
    model: z.string().describe("Model as requested."),
    chunk_prompt_preset: z.string().describe("Preset as requested."),
    pricing_mode: z.string().nullable().describe("`pricing_mode` of the request."),
    source_channel: z.string().nullable().describe("`source_channel` of the request."),
    text: z
      .string()
      .nullable()
      .describe("What was recognized so far. In lists null until the job is over, and on pages of very much text."),
    raw_text: z
      .string()
      .nullable()
      .describe("What was recognized before `chunk_prompt_preset` took words out; null when it took none."),
    segments: z.array(Segment).describe("The text in time. Empty where a list leaves the text out."),
    progress: z.number().min(0).max(1).describe("Share of the recording that is done; 0 until its length is known."),
    error: z.string().nullable().describe("Why it failed, as an English sentence; null unless it did."),
    created_at: z.iso.datetime().describe("When the job was created."),
    started_at: z.iso.datetime().nullable().describe("When work on it began; null until then."),
    completed_at: z.iso.datetime().nullable().describe("When it ended, either way; null until then."),
  })
  .openapi("Transcription", {
    description: "A transcription as it stands.",
    examples: [EXAMPLES.transcription],
  });
export type Transcription = z.infer<typeof Transcription>;

export const EtaResponse = z
  .object({
    queue_position: z.int().nonnegative().describe("1 for the next job to start, 0 once it runs."),
    estimated_wait_seconds: z
      .int()
      .nonnegative()
      .describe("Until the transcription is over, estimated from measurements alone."),
    average_duration_seconds: z
      .int()
      .nonnegative()
      .describe("How long finished transcriptions with this model took lately, from start to end."),
    measured: z
      .boolean()
      .describe("False when nothing was measured yet to estimate by; `estimated_wait_seconds` is 0 then."),
  })
  .openapi("TranscriptionEta", {
    description: "When a transcription will be over; all numbers are 0 once it is.",
    examples: [EXAMPLES.eta],
  });
export type EtaResponse = z.infer<typeof EtaResponse>;

export const CreateTranscriptionResponse = z
  .object({
    id: z.uuid().describe("Id of the transcription."),
    status: z.enum(["queued", "processing", "completed", "failed"]).describe("Its status."),
    transcription: Transcription,
  })
  .openapi("CreateTranscriptionResponse", {
    description: "The transcription that was created.",
    examples: [EXAMPLES.createdTranscription],
  });

export const TranscriptionList = z
  .object({
    items: z.array(Transcription).describe("This page, newest first."),
    count: z.int().describe("All transcriptions of the account, not only this page."),
  })
  .openapi("TranscriptionList", {
    description: "A page of transcriptions.",
    examples: [EXAMPLES.transcriptionList],
  });

export const PageQuery = z.object({
  limit: z
    .string()
    .regex(/^-?\d+$/, { error: "must be an integer" })
    .transform((text) => Math.min(LARGEST_PAGE, Math.max(1, Number(text))))
    .default(20)
    .describe("How many to give; brought into 1..100.")
    .openapi({ type: "integer", default: 20 }),
  offset: z
    .string()
    .regex(/^\d+$/, { error: "must be a non-negative integer" })
    .transform((text) => Math.min(0x7fffffff, Number(text)))
    .default(0)
    .describe("How many of the newest to leave out.")
    .openapi({ type: "integer", minimum: 0, default: 0 }),
});

/** Any text is taken here: a malformed id is as unknown as any other and answers 404. */
export const TranscriptionParams = z.object({
  id: z.string().describe("Id of the transcription.").openapi({ format: "uuid" }),
});
