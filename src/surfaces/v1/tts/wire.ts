import { z } from "@hono/zod-openapi";
import { MAX_TEXT_CODE_POINTS, Voice } from "../../../contract/synthesis.ts";
import { EXAMPLES } from "../examples.ts";

/** Counted in code points, as people count characters: an emoji outside the basic plane is one, a stress mark too. */
const SpeechText = z
  .string()
  .regex(/\S/, { error: "must not be blank" })
  .refine((text) => /[^\s\p{Cc}]/u.test(text), { error: "must not be blank" })
  .refine((text) => text.isWellFormed() && !text.includes("\0"), { error: "must be well-formed text without NUL" })
  .refine((text) => text.length <= MAX_TEXT_CODE_POINTS || Array.from(text).length <= MAX_TEXT_CODE_POINTS, {
    error: `must be at most ${MAX_TEXT_CODE_POINTS} characters`,
  })
  .describe("What to say, in English or Russian. A combining acute (U+0301) after a vowel marks the stress.")
  .openapi({ minLength: 1, maxLength: MAX_TEXT_CODE_POINTS });

export const CreateSpeechRequest = z
  .object({ text: SpeechText, voice: Voice.default("alloy").describe("Who says it.") })
  .openapi("CreateTTSRequest", { description: "A text and the voice to say it.", examples: [EXAMPLES.createSpeech] });

export const TTSVoice = z
  .object({
    id: Voice.describe("Name of the voice in requests."),
    name: z.string().describe("Name of the voice for people."),
    language: z.string().describe("`auto`: the language is told by the script of the text."),
    languages: z.array(z.string()).describe("Codes of the languages that the voice speaks."),
    gender: z.enum(["female", "male"]).describe("How the voice sounds."),
    description: z.string().describe("What the voice is like, in English."),
  })
  .openapi("TTSVoice", { description: "A voice." });
export type TTSVoice = z.infer<typeof TTSVoice>;

export const VoiceList = z
  .object({
    voices: z.array(TTSVoice).describe("All voices."),
    default: Voice.describe("The voice of requests that name none."),
  })
  .openapi("TTSVoiceList", { description: "The voices.", examples: [EXAMPLES.voices] });

export const TTSJob = z
  .object({
    id: z.uuid().describe("Id of the speech."),
    status: z
      .enum(["queued", "processing", "completed", "failed"])
      .describe("`completed` and `failed` are final; a cancelled speech is `failed`."),
    text: z.string().describe("The text as requested."),
    voice: Voice.describe("The voice as requested."),
    characters: z.int().describe("Code points of the text."),
    duration_seconds: z.number().nullable().describe("Measured length of the audio; null until completed."),
    progress: z.number().min(0).max(1).describe("Share of the phrases that are spoken."),
    error: z.string().nullable().describe("Why it failed, as an English sentence; null unless it did."),
    created_at: z.iso.datetime().describe("When the job was created."),
    started_at: z.iso.datetime().nullable().describe("When work on it began; null until then."),
    completed_at: z.iso.datetime().nullable().describe("When it ended, either way; null until then."),
  })
  .openapi("TTSJob", { description: "A speech as it stands." });
export type TTSJob = z.infer<typeof TTSJob>;

export const SpeechResponse = z
  .object({ job: TTSJob })
  .openapi("TTSJobResponse", { description: "A speech job.", examples: [EXAMPLES.speech] });

export const DownloadResponse = z
  .object({ url: z.url().describe("Gives the MP3 file; takes GETs for 15 minutes, without a key.") })
  .openapi("TTSDownloadResponse", { description: "Where the finished MP3 is.", examples: [EXAMPLES.download] });

/** Any text is taken here: a malformed id is as unknown as any other and answers 404. */
export const SpeechParams = z.object({
  id: z.string().describe("Id of the speech.").openapi({ format: "uuid" }),
});
