import { z } from "@hono/zod-openapi";
import { AudioFormat, MAX_SSML_CODE_POINTS, MAX_TEXT_CODE_POINTS } from "../../../contract/synthesis.ts";
import { SAMPLE_RATES } from "../../../synthesis/encode/sample-rates.ts";
import { Label } from "../label.ts";
import { lenientBoolean, lenientNumber } from "../lenient.ts";
import { checkModelChoice, modelChoice } from "../model-choice.ts";
import { EXAMPLES } from "./examples.ts";

/** The words in which v2 is asked to speak. Values are taken as leniently as a pydantic server takes them. */

/** Longest text that can be waited for, in code points without markup. */
export const MAX_SYNC_CODE_POINTS = 280;

const TtsConfig = z
  .object({
    ...modelChoice(EXAMPLES.request.config.model),
    wait: lenientBoolean()
      .default(false)
      .describe(`Hold the answer for the result. Only for texts of ${MAX_SYNC_CODE_POINTS} characters.`),
    audio_format: AudioFormat.default("opus").describe("Format of the audio; `opus` comes in an Ogg container."),
    pitch: lenientNumber(z.number().min(-10).max(10)).default(0).describe("Semitones above the voice's own pitch."),
    tempo: lenientNumber(z.number().min(0.5).max(2)).default(1).describe("Times the voice's own pace."),
    sample_rate: lenientNumber(z.int().positive())
      .nullish()
      .describe(
        `Samples per second. \`opus\`: ${SAMPLE_RATES.opus.join(", ")}, by default 48000; \`mp3\` and \`wav\`: ` +
          `${SAMPLE_RATES.wav.join(", ")}, by default 22050.`,
      ),
  })
  .superRefine(checkModelChoice)
  .superRefine(({ audio_format, sample_rate }, ctx) => {
    const rates: readonly number[] = SAMPLE_RATES[audio_format];
    if (sample_rate === null || sample_rate === undefined || rates.includes(sample_rate)) return;
    ctx.addIssue({ code: "custom", path: ["sample_rate"], message: `must be one of ${rates.join(", ")}` });
  })
  .openapi("TtsConfig", { description: "How to say it." });

const Speakable = z
  .string()
  .refine((text) => text.isWellFormed() && !text.includes("\0"), { error: "must be well-formed text without NUL" })
  .nullish();

const TtsRequest = z
  .object({
    text: Speakable.describe(
      `What to say, as it stands: at most ${MAX_TEXT_CODE_POINTS} characters, in English or Russian. Either this or \`ssml\`.`,
    ),
    ssml: Speakable.describe(
      `What to say, as SSML of at most ${MAX_SSML_CODE_POINTS} characters: \`speak\` with \`break\` (time, strength), ` +
        "`emphasis` (level) and `prosody` (rate, pitch, volume), and nothing else.",
    ),
    label: Label,
  })
  .superRefine(({ text, ssml }, ctx) => {
    if (text && ssml)
      ctx.addIssue({ code: "custom", path: ["ssml"], message: "only one of text and ssml may be given" });
  })
  .openapi("TtsRequest", { description: "What to say." });

export const TtsJobRequest = z
  .object({ config: TtsConfig, request: TtsRequest })
  .openapi("TtsJobRequest", { description: "A text and how to say it.", examples: [EXAMPLES.request] });
export type TtsJobRequest = z.infer<typeof TtsJobRequest>;

/** How the audio is to be given. */
export const AudioQuery = z.object({
  as_signed_url: lenientBoolean()
    .default(false)
    .describe("Give the audio as an expiring URL in `result.path` instead of in `result.data`."),
});
