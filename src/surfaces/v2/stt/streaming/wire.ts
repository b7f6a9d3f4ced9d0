import { z } from "zod";
import type { JobStatus } from "../../../../contract/job.ts";
import { UNKNOWN_TYPE } from "../../../../uploads/unknown-type.ts";
import { Label } from "../../label.ts";
import { lenientBoolean, lenientNumber } from "../../lenient.ts";

/** The words of recognition over a WebSocket. What a client says is taken leniently, as on the rest of v2. */

const LONGEST_NAME = 1024;

/** Forms of samples without a container. */
const RAW_FORMS = ["s16le", "pcm_mulaw", "pcm_alaw"] as const;
export type RawForm = (typeof RAW_FORMS)[number];

/** Containers, which tell by themselves what they are. */
const CONTAINER_TYPES = {
  wav: "audio/wav",
  flac: "audio/flac",
  opus: "audio/ogg",
  ogg: "audio/ogg",
  webm: "audio/webm",
  mp3: "audio/mpeg",
  aac: "audio/aac",
  mp4: "audio/mp4",
  m4a: "audio/mp4",
} as const;

const AudioFormat = z
  .string()
  .toLowerCase()
  .pipe(z.enum([...RAW_FORMS, "wav", "flac", "opus", "ogg", "webm", "mp3", "aac", "mp4", "m4a"]));
type AudioFormat = z.infer<typeof AudioFormat>;

/** The key of a client that cannot set a header. */
export const TokenFrame = z.object({ token: z.string().max(10_000) });

/** How to recognize, before the first audio. */
export const ConfigFrame = z.object({
  model: z.string().min(1).max(LONGEST_NAME),
  label: Label,
  audio: z
    .object({
      /** Detected where it is not said; samples without a container need it. */
      format: AudioFormat.nullish(),
      channels: lenientNumber(z.int().min(1).max(32)).nullish(),
      /** Default 16000. Both are for samples without a container. */
      sample_rate: lenientNumber(z.int().min(1000).max(384_000)).nullish(),
    })
    .nullish(),
  include_filler: lenientBoolean().nullish(),
  /** Also tell what is being said before it is complete. */
  include_partial: lenientBoolean().nullish(),
});
export type ConfigFrame = z.infer<typeof ConfigFrame>;

/** What the server says. Times are seconds from the start of the audio. */
export type ServerFrame =
  /** Audio may come. */
  | { readonly type: "created"; readonly id: string }
  | { readonly type: "status"; readonly status: JobStatus }
  /** The utterance that is being said, as far as it is known; a later frame replaces it. */
  | { readonly type: "partial"; readonly transcript: string }
  /** A whole utterance; together they are the transcript. */
  | { readonly type: "result"; readonly transcript: string; readonly time_start: number; readonly time_end: number }
  /** Seconds of audio, and seconds that were charged. */
  | { readonly type: "metadata"; readonly duration: number; readonly quota_used: number }
  | { readonly type: "error"; readonly message: string };

export function rawFormOf({ audio }: ConfigFrame): RawForm | undefined {
  return RAW_FORMS.find((form) => form === audio?.format);
}

/** The MIME type of what is stored: samples without a container are given that of a WAV. */
export function contentTypeOf(config: ConfigFrame): string {
  if (rawFormOf(config) !== undefined) return CONTAINER_TYPES.wav;
  const named: Partial<Record<AudioFormat, string>> = CONTAINER_TYPES;
  const format = config.audio?.format;
  return (format && named[format]) ?? UNKNOWN_TYPE;
}
