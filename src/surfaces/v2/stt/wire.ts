import { z } from "@hono/zod-openapi";
import { LIFE } from "../life.ts";
import { PAGE } from "../page.ts";
import { EXAMPLES } from "./examples.ts";

/** The words in which v2 answers about recognition. Answers only ever grow. */

export const AsrModel = z
  .object({
    name: z.string().describe("Name of the model in requests."),
    label: z.string().describe("Name of the model for people."),
    language: z.string().describe("Language that it recognizes."),
    domain: z.string().describe("What the speech may be about."),
    acoustic: z.string().describe("Kind of audio that it is made for."),
    channels: z.int().describe("Channels that it hears at once; those of a file are recognized one by one."),
    samplerate: z.int().describe("Samples per second that it works on; audio is brought to it."),
  })
  .openapi("AsrModel", { description: "A recognizer." });
export type AsrModel = z.infer<typeof AsrModel>;

export const AsrModelList = z
  .array(AsrModel)
  .openapi("AsrModelList", { description: "All recognizers.", examples: [EXAMPLES.models] });

const PROGRESS = {
  total: z.number().min(0).max(100).describe("Share of the recording that is recognized, in percent."),
  details: z
    .object({
      transfer: z.number().min(0).max(100).describe("Share of the audio that has arrived, in percent of its bytes."),
      transcribe: z.number().min(0).max(100).describe("Share of the recording that is recognized, in percent."),
    })
    .describe("The same by stage. What has no known length yet is at 0."),
};

const Piece = z.object({
  transcript: z.string().describe("What was said."),
  final: z.boolean().describe("False where the piece ends in the middle of an utterance."),
  time_start: z.number().describe("Where it starts, in seconds from the start of the recording."),
  time_end: z.number().describe("Where it ends, in seconds from the start of the recording."),
  channel: z.int().nonnegative().describe("Channel on which it was heard, from 0."),
  speaker_tag: z.int().positive().describe("Always 1: no model tells speakers apart."),
});
export type Piece = z.infer<typeof Piece>;

const Result = z.object({
  data: z.array(Piece).describe("What was said, by time and then by channel."),
  path: z.string().nullable().describe("Always null: results are given in `data`."),
  error: z.string().nullable().describe("Why the job failed, as an English sentence; null unless it did."),
  latency: z.number().nullable().describe("Seconds from the creation of the job to its end; null until then."),
  speaker_count: z.int().positive().describe("Always 1: no model tells speakers apart."),
  speech_insights: z.record(z.string(), z.unknown()).nullable().describe("Always null: no model gives them."),
  voice_insights: z.record(z.string(), z.unknown()).nullable().describe("Always null: no model gives them."),
});

const REQUEST = {
  label: z.string().nullable().describe("Name of the job, as requested."),
  uri: z.string().nullable().describe("Where the audio was to be fetched from, as requested."),
};

const CONFIG = {
  model: z.string().describe("Model as requested."),
  wait: z.boolean().describe("Whether the request was held for the result."),
  include_filler: z.boolean().describe("Whether filler words are kept."),
  include_partial_results: z.boolean().describe("Whether pieces that end in the middle of an utterance are given."),
};

export const AsrResponse = z
  .object({
    ...LIFE,
    request: z
      .object({
        ...REQUEST,
        data: z.null().describe("Always null: audio is never given back."),
        duration: z.number().nullable().describe("Measured length in seconds; null until known."),
        mime_type: z.string().nullable().describe("MIME type of the audio; null until known."),
        sample_rate: z.int().nullable().describe("Measured samples per second; null until known."),
        channels: z.int().nullable().describe("Measured number of channels; null until known."),
      })
      .describe("The audio, as it was requested and measured."),
    result: Result.nullable().describe(
      "What was recognized; null until the job is over. With `include_partial_results` also while it runs, with the " +
        "pieces so far.",
    ),
    job_config: z
      .object({
        ...CONFIG,
        auto_punctuation: z.boolean().describe("Whether sentences are written."),
        enable_spoken_numerals: z.boolean().describe("Whether spoken numbers are written as digits."),
        speaker_count: z.int().positive().describe("Speakers as requested."),
        enable_speech_insights: z.boolean().describe("As requested; no model gives them."),
        enable_voice_insights: z.boolean().describe("As requested; no model gives them."),
      })
      .describe("How it is recognized."),
    progress: z.object(PROGRESS).nullable().describe("How far the job is; null unless it is in progress."),
    model: AsrModel,
  })
  .openapi("AsrResponse", { description: "A recognition job as it stands.", examples: [EXAMPLES.job] });
export type AsrResponse = z.infer<typeof AsrResponse>;

export const AsrJobsList = z
  .object({
    ...PAGE,
    data: z
      .array(
        z.object({
          ...LIFE,
          request: z.object(REQUEST).describe("What was requested."),
          job_config: z.object(CONFIG).describe("How it is recognized."),
        }),
      )
      .describe("The jobs of this page, without their results."),
  })
  .openapi("AsrJobsList", { description: "A page of recognition jobs.", examples: [EXAMPLES.list] });
export type AsrJobsList = z.infer<typeof AsrJobsList>;

export const AsrStatusResponse = z
  .object({ ...LIFE, progress: z.object(PROGRESS).describe("How far the job is.") })
  .openapi("AsrStatusResponse", { description: "How far a recognition job is.", examples: [EXAMPLES.status] });
export type AsrStatusResponse = z.infer<typeof AsrStatusResponse>;
