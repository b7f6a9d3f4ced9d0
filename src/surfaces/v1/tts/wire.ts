import { z } from "@hono/zod-openapi";
import { MAX_TEXT_CODE_POINTS, Voice } from "../../../contract/synthesis.ts";

/** Counted in code points, as people count characters: an emoji outside the basic plane is one, a stress mark too. */
const SpeechText = z
  .string()
  .regex(/\S/, { error: "must not be blank" })
  .refine((text) => text.isWellFormed() && !text.includes("\0"), { error: "must be well-formed text without NUL" })
  .refine((text) => text.length <= MAX_TEXT_CODE_POINTS || Array.from(text).length <= MAX_TEXT_CODE_POINTS, {
    error: `must be at most ${MAX_TEXT_CODE_POINTS} characters`,
  })
  .openapi({ minLength: 1, maxLength: MAX_TEXT_CODE_POINTS, example: "Good morning, my friend." });

export const CreateSpeechRequest = z
  .object({ text: SpeechText, voice: Voice.default("alloy").openapi({ example: "alloy" }) })
  .openapi("CreateTTSRequest");

export const TTSVoice = z
  .object({
    id: Voice,
    name: z.string(),
    language: z.string().openapi({ description: "`auto`: the language is told by the script of the text." }),
    languages: z.array(z.string()).openapi({ description: "Languages that the voice speaks." }),
    gender: z.enum(["female", "male"]),
    description: z.string(),
  })
  .openapi("TTSVoice");
export type TTSVoice = z.infer<typeof TTSVoice>;

export const VoiceList = z.object({ voices: z.array(TTSVoice), default: Voice }).openapi("TTSVoiceList");

export const TTSJob = z
  .object({
    id: z.uuid(),
    status: z.enum(["queued", "processing", "completed", "failed"]),
    text: z.string(),
    voice: Voice,
    characters: z.int().openapi({ description: "Code points of the text." }),
    duration_seconds: z.number().nullable().openapi({ description: "Measured; null until completed." }),
    progress: z.number().min(0).max(1),
    error: z.string().nullable(),
    created_at: z.iso.datetime(),
    started_at: z.iso.datetime().nullable(),
    completed_at: z.iso.datetime().nullable(),
  })
  .openapi("TTSJob");
export type TTSJob = z.infer<typeof TTSJob>;

export const SpeechResponse = z.object({ job: TTSJob }).openapi("TTSJobResponse");

export const DownloadResponse = z
  .object({ url: z.url().openapi({ description: "Takes GETs for 15 minutes." }) })
  .openapi("TTSDownloadResponse");

/** Any text is taken here: a malformed id is as unknown as any other and answers 404. */
export const SpeechParams = z.object({ id: z.string().openapi({ format: "uuid" }) });
