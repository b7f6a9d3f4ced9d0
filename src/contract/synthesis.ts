import { z } from "zod";
import { Failure, JobStatus } from "./job.ts";
import { Uuid } from "./ids.ts";
import { Fence } from "./plan.ts";

/** Samples per second of synthesized speech between nodes and the Worker: signed 16-bit little-endian, mono. */
export const SYNTHESIS_RATE = 22_050;

/** The voices that every deployment offers; a node maps each to what its engine has. */
export const VOICES = ["alloy", "ash", "nova", "onyx", "echo", "shimmer", "fable"] as const;
export const Voice = z.enum(VOICES);
export type Voice = z.infer<typeof Voice>;

/** Languages of the embedded engine. */
export const SpokenLanguage = z.enum(["en", "ru"]);
export type SpokenLanguage = z.infer<typeof SpokenLanguage>;

/** Longest text of one job, in code points. */
export const MAX_TEXT_CODE_POINTS = 5_000;

/** Longest SSML document of one job, in code points. */
export const MAX_SSML_CODE_POINTS = 10_000;

/** Longest speech of one job: half an hour. Only a text of symbols, each read out by its name, comes near. */
export const MAX_SPEECH_SAMPLES = 1_800 * SYNTHESIS_RATE;

/** Longest samples of one phrase, in bytes. */
export const MAX_PHRASE_BYTES = 600 * SYNTHESIS_RATE * 2;

/** What a finished synthesis may be stored as; Opus comes in an Ogg container. */
export const AudioFormat = z.enum(["mp3", "opus", "wav"]);
export type AudioFormat = z.infer<typeof AudioFormat>;

/** Least and most of each part of a prosody. */
export const PROSODY_LIMITS = { pitch: [-24, 24], tempo: [0.25, 4], gain: [-48, 12] } as const;

/** How a phrase departs from its voice. */
export const Prosody = z.object({
  /** Semitones above the voice's own pitch. */
  pitch: within(PROSODY_LIMITS.pitch).default(0),
  /** Times the voice's own pace. */
  tempo: within(PROSODY_LIMITS.tempo).default(1),
  /** Decibels above the voice's own loudness. */
  gain: within(PROSODY_LIMITS.gain).default(0),
});
export type Prosody = z.infer<typeof Prosody>;

/** Samples at SYNTHESIS_RATE of so much silence. */
export function silenceSamples(silenceMs: number): number {
  return Math.round((silenceMs * SYNTHESIS_RATE) / 1000);
}

/** Speak this phrase; the answer is its samples, PUT under the fence of the lease. */
export const PhraseMessage = z.object({
  jobId: Uuid,
  epoch: z.int().positive(),
  index: z.int().nonnegative(),
  text: z.string(),
  voice: Voice,
  language: SpokenLanguage,
  prosody: Prosody.optional(),
});
export type PhraseMessage = z.infer<typeof PhraseMessage>;

/** Query of the phrase upload: the fence, as text. */
export const PhraseFence = z.object({
  ...Fence.shape,
  epoch: z.coerce.number().pipe(Fence.shape.epoch),
  attempt: z.coerce.number().pipe(Fence.shape.attempt),
});

/** What one node can speak without a cut in the melody, with the language that its script tells. */
export const Phrase = z.object({
  text: z.string().min(1),
  language: SpokenLanguage,
  prosody: Prosody.optional(),
  /** Silence after it that the text asks for, in milliseconds. */
  breakMs: z.int().nonnegative().optional(),
});
export type Phrase = z.infer<typeof Phrase>;

/** `object`: one file in the bucket. `stream`: to a listener while it is spoken; nothing is kept. */
export const Delivery = z.enum(["object", "stream"]);
export type Delivery = z.infer<typeof Delivery>;

/** Everything a SynthesisDO needs to run a job; written once at its start. */
export const SpeechSpec = z.object({
  jobId: Uuid,
  accountId: Uuid,
  voice: Voice,
  phrases: z.array(Phrase).min(1),
  delivery: Delivery,
  /** Silence before the first phrase, in milliseconds. */
  leadMs: z.int().nonnegative(),
  /** Longest speech, at SYNTHESIS_RATE: a longer one fails. */
  maxSamples: z.int().positive(),
  /** What the object is to be. */
  format: AudioFormat,
  sampleRate: z.int().positive(),
  /** 0 keeps the speech and its text. */
  retentionMs: z.int().nonnegative(),
  createdAtMs: z.int(),
});
export type SpeechSpec = z.infer<typeof SpeechSpec>;

/** A synthesis as it stands, and what a SynthesisDO tells its listener at each change. */
export const SpeechState = z.object({
  status: JobStatus,
  /** Phrases whose samples are stored, counted from the first one on without a gap. */
  readyPhrases: z.int().nonnegative(),
  phrases: z.int().positive(),
  /** Length of the whole at SYNTHESIS_RATE; null until it is known. */
  durationSamples: z.int().nullable(),
  failure: Failure.nullable(),
  startedAtMs: z.int().nullable(),
  completedAtMs: z.int().nullable(),
});
export type SpeechState = z.infer<typeof SpeechState>;

/** What the listener of a stream tells: it has taken all phrases before this one, and now wants it. */
export const ListenerWord = z.object({ wants: z.int().nonnegative() });
export type ListenerWord = z.infer<typeof ListenerWord>;

function within([least, most]: readonly [number, number]) {
  return z.number().min(least).max(most);
}
