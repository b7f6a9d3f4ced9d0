import { z } from "@hono/zod-openapi";
import { BATCH_MODEL } from "../../../contract/models.ts";
import { Label } from "../label.ts";
import { lenientBoolean, lenientNumber } from "../lenient.ts";
import { checkModelChoice, modelChoice } from "../model-choice.ts";
import { EXAMPLES } from "./examples.ts";

/** The words in which v2 is asked to recognize. Values are taken as leniently as a pydantic server takes them. */

const LONGEST_URI = 8192;

const AsrConfig = z
  .object({
    ...modelChoice(BATCH_MODEL),
    wait: lenientBoolean()
      .default(false)
      .describe("Hold the answer for the result. Only for audio in `data` that is short."),
    speaker_count: lenientNumber(z.int().positive())
      .default(1)
      .describe("Expected speakers. No model tells speakers apart: all pieces have the tag 1."),
    include_filler: lenientBoolean().default(false).describe("Keep filler words."),
    include_partial_results: lenientBoolean()
      .default(false)
      .describe("Also give pieces that end in the middle of an utterance, and what there is while the job runs."),
    auto_punctuation: lenientBoolean().default(false).describe("Write sentences, with capitals and full stops."),
    enable_spoken_numerals: lenientBoolean().default(false).describe("Write spoken numbers as digits."),
    enable_speech_insights: lenientBoolean()
      .default(false)
      .describe("Accepted and given back. No model gives insights: `speech_insights` stays null."),
    enable_voice_insights: lenientBoolean()
      .default(false)
      .describe("Accepted and given back. No model gives insights: `voice_insights` stays null."),
  })
  .superRefine(checkModelChoice)
  .openapi("AsrConfig", { description: "How to recognize." });

const Audio = z
  .string()
  .nullish()
  .openapi({ examples: [EXAMPLES.request.request.data] });

const AsrRequest = z
  .object({
    data: Audio.describe("The audio in base64, in any common format. Either this or `uri`."),
    audio: Audio.describe("Another name for `data`.").openapi({ deprecated: true }),
    uri: z
      .string()
      .max(LONGEST_URI)
      .nullish()
      .describe(
        "Where the audio is: an https URL, `googledrive://<file id>`, or a link that Drive shares. Without `wait`.",
      ),
    label: Label,
    duration: lenientNumber(z.number().nonnegative())
      .nullish()
      .describe("Length in seconds if known: a hint to reserve credit by. What is charged is measured."),
    mime_type: z
      .string()
      .regex(/^[\w.+-]{1,127}\/[\w.+-]{1,127}$/, { error: "must be a MIME type" })
      .nullish()
      .describe("MIME type of the audio, for when it does not tell by itself."),
    sample_rate: lenientNumber(z.int().positive()).nullish().describe("Accepted; what is measured counts."),
    channels: lenientNumber(z.int().positive()).nullish().describe("Accepted; what is measured counts."),
  })
  .superRefine(({ data, audio, uri }, ctx) => {
    const isTwofold = Boolean(data) && Boolean(audio) && data !== audio;
    if (isTwofold || (uri && (data || audio))) {
      ctx.addIssue({ code: "custom", path: ["uri"], message: "only one of data and uri may be given" });
    }
  })
  .openapi("AsrRequest", { description: "The audio to recognize." });

export const AsrJobRequest = z
  .object({ config: AsrConfig, request: AsrRequest })
  .openapi("AsrJobRequest", { description: "Audio and how to recognize it.", examples: [EXAMPLES.request] });
export type AsrJobRequest = z.infer<typeof AsrJobRequest>;
