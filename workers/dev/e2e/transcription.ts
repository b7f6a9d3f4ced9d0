import { z } from "zod";

const Word = z.object({ text: z.string(), start: z.number(), end: z.number() });

const Segment = z.object({
  index: z.int(),
  start: z.number(),
  end: z.number(),
  text: z.string(),
  channel: z.int(),
  words: z.array(Word),
});

/** The Transcription that v1 promises; what answers carry beyond it is dropped here, since they may grow. */
export const Transcription = z.object({
  id: z.uuid(),
  status: z.enum(["queued", "processing", "completed", "failed"]),
  object_key: z.string(),
  filename: z.string().nullable(),
  content_type: z.string().nullable(),
  size_bytes: z.int(),
  duration_seconds: z.int().nullable(),
  language: z.string(),
  detected_language: z.string().nullable(),
  model: z.string(),
  chunk_prompt_preset: z.string(),
  pricing_mode: z.string().nullable(),
  source_channel: z.string().nullable(),
  text: z.string().nullable(),
  segments: z.array(Segment),
  progress: z.number().min(0).max(1),
  error: z.string().nullable(),
  created_at: z.iso.datetime(),
  started_at: z.iso.datetime().nullable(),
  completed_at: z.iso.datetime().nullable(),
});
export type Transcription = z.infer<typeof Transcription>;
