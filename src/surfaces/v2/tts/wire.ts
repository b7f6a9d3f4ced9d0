import { z } from "@hono/zod-openapi";
import { AudioFormat, Voice } from "../../../contract/synthesis.ts";
import { LIFE } from "../life.ts";
import { PAGE } from "../page.ts";
import { EXAMPLES } from "./examples.ts";

/** The words in which v2 answers about synthesis. Answers only ever grow. */

export const TtsModel = z
  .object({
    name: z.string().describe("Name of the model in requests."),
    label: z.string().describe("Name of the model for people."),
    language: z.string().describe("Languages that it speaks; the script of a text tells which."),
    domain: z.string().describe("What the text may be about."),
    voice: Voice.describe("The voice, as v1 names it."),
    gender: z.enum(["female", "male"]).describe("How the voice sounds."),
    channels: z.int().describe("Channels of its audio."),
    samplerate: z.int().describe("Samples per second that it is made at, before it is brought to what is asked for."),
  })
  .openapi("TtsModel", { description: "A voice." });
export type TtsModel = z.infer<typeof TtsModel>;

export const TtsModelList = z
  .array(TtsModel)
  .openapi("TtsModelList", { description: "All voices.", examples: [EXAMPLES.models] });

const PROGRESS = {
  total: z.number().min(0).max(100).describe("Share of the phrases that are spoken, in percent."),
  details: z
    .object({ synthesize: z.number().min(0).max(100).describe("The same.") })
    .describe("The same by stage, of which there is one."),
};

const JOB = {
  ...LIFE,
  request: z
    .object({
      text: z.string().nullable().describe("Text as requested; null for SSML, empty once its retention has ended."),
      ssml: z.string().nullable().describe("SSML as requested; null for text, empty once its retention has ended."),
      label: z.string().nullable().describe("Name of the job, as requested."),
    })
    .describe("What was to be said."),
  job_config: z
    .object({
      model: z.string().describe("Model as requested."),
      wait: z.boolean().describe("Whether the request was held for the result."),
      audio_format: AudioFormat.describe("Format of the audio."),
      pitch: z.number().describe("Semitones above the voice's own pitch."),
      tempo: z.number().describe("Times the voice's own pace."),
      sample_rate: z.int().describe("Samples per second of the audio."),
    })
    .describe("How it is said."),
  model: TtsModel,
};

const RESULT = {
  format: AudioFormat.optional().describe("Format of the audio; not there unless the job is complete."),
  duration: z.number().optional().describe("Measured length in seconds; not there unless the job is complete."),
  samplerate: z.int().optional().describe("Samples per second; not there unless the job is complete."),
  channels: z.int().optional().describe("Always 1; not there unless the job is complete."),
  error: z.string().optional().describe("Why there is no audio, as an English sentence; not there when there is."),
};

export const TtsResponse = z
  .object({
    ...JOB,
    result: z
      .object({
        data: z
          .base64()
          .optional()
          .describe("The audio. Not there with `as_signed_url`, or when it is no longer kept."),
        path: z
          .url()
          .optional()
          .describe(
            "Gives the audio; takes GETs for 15 minutes, without a key. There with `as_signed_url`, and of jobs that were " +
              "not waited for.",
          ),
        ...RESULT,
      })
      .nullable()
      .describe("The audio; null until the job is over."),
  })
  .openapi("TtsResponse", { description: "A synthesis job as it stands.", examples: [EXAMPLES.job] });
export type TtsResponse = z.infer<typeof TtsResponse>;

export const TtsJobsList = z
  .object({
    ...PAGE,
    data: z
      .array(z.object({ ...JOB, result: z.object(RESULT).nullable().describe("What is known of the audio.") }))
      .describe("The jobs of this page, without their audio."),
  })
  .openapi("TtsJobsList", { description: "A page of synthesis jobs.", examples: [EXAMPLES.list] });

export const TtsStatusResponse = z
  .object({ ...LIFE, progress: z.object(PROGRESS).describe("How far the job is.") })
  .openapi("TtsStatusResponse", { description: "How far a synthesis job is.", examples: [EXAMPLES.status] });
export type TtsStatusResponse = z.infer<typeof TtsStatusResponse>;
