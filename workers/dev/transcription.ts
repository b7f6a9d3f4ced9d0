import { z } from "zod";

/** What the demo reads of a transcription in the words of v1; times are seconds. */
export const Transcription = z.object({
  id: z.string(),
  status: z.enum(["queued", "processing", "completed", "failed"]),
  text: z.string().nullable(),
  duration_seconds: z.number().nullable(),
  detected_language: z.string().nullable(),
  progress: z.number(),
  error: z.string().nullable(),
  segments: z.array(z.object({ start: z.number(), end: z.number(), text: z.string(), channel: z.number() })),
});
export type Transcription = z.infer<typeof Transcription>;
