import { eq } from "drizzle-orm";
import type { Context } from "../context.ts";
import { SpeechFault } from "../contract/faults.ts";
import {
  type AudioFormat,
  type Delivery,
  MAX_SPEECH_SAMPLES,
  type SpeechSpec,
  SYNTHESIS_RATE,
  type Voice,
} from "../contract/synthesis.ts";
import { type SpeechRow, ttsJobs } from "../db/schema.ts";
import { insist } from "../jobs/insist.ts";
import { retentionMs } from "../jobs/retention.ts";
import { NEUTRAL } from "./text/combine-prosody.ts";
import { planSpeech } from "./text/plan-speech.ts";
import { readText } from "./text/read-text.ts";

const DEFAULTS = {
  isSsml: false,
  label: null,
  format: "mp3",
  sampleRate: SYNTHESIS_RATE,
  pitch: 0,
  tempo: 1,
  wait: false,
  maxSamples: MAX_SPEECH_SAMPLES,
} as const;

export interface SpeechRequest {
  /** Of the job to make; asked for again under the same one, it is made once. */
  readonly jobId: string;
  readonly text: string;
  readonly voice: Voice;
  readonly isSsml?: boolean;
  readonly label?: string | null;
  readonly format?: AudioFormat;
  readonly sampleRate?: number;
  /** Semitones above the voice's own pitch. */
  readonly pitch?: number;
  /** Times the voice's own pace. */
  readonly tempo?: number;
  /** Whether the request is held open for the result. */
  readonly wait?: boolean;
  /** Longest speech, at SYNTHESIS_RATE. */
  readonly maxSamples?: number;
}

/**
 * Starts to speak a text. Faults: `speech_text_missing` for one without anything to say, `ssml_invalid`,
 * `storage_unavailable`.
 */
export async function createSpeech(ctx: Context, request: SpeechRequest, delivery: Delivery): Promise<SpeechRow> {
  const { env, db, owner } = ctx;
  const { jobId, voice, text, isSsml, pitch, tempo, ...asked } = { ...DEFAULTS, ...request };
  const { parts, characters } = readText(text, isSsml);
  const { leadMs, phrases } = planSpeech(parts, { ...NEUTRAL, pitch, tempo });
  if (phrases.length === 0) throw new SpeechFault("speech_text_missing");
  const { format, sampleRate, maxSamples, label, wait } = asked;
  const spec: SpeechSpec = {
    jobId,
    accountId: owner,
    voice,
    phrases: [...phrases],
    delivery,
    leadMs,
    maxSamples,
    format,
    sampleRate,
    retentionMs: retentionMs(env),
    createdAtMs: Date.now(),
  };
  const row = rowOf(spec, { text, isSsml, characters, label, pitch, tempo, wait });

  await db.insert(ttsJobs).values(row).onConflictDoNothing({ target: ttsJobs.id });
  try {
    await insist(ctx, "synthesis.start", () => env.SYNTHESIS.getByName(jobId).start(spec));
  } catch (error) {
    await db
      .delete(ttsJobs)
      .where(eq(ttsJobs.id, jobId))
      .catch(() => undefined);
    throw error;
  }
  return row;
}

type Asked = Pick<SpeechRow, "text" | "isSsml" | "characters" | "label" | "pitch" | "tempo" | "wait">;

function rowOf({ jobId, accountId, voice, delivery, format, sampleRate, createdAtMs }: SpeechSpec, asked: Asked) {
  return {
    id: jobId,
    accountId,
    voice,
    delivery,
    format,
    sampleRate,
    ...asked,
    status: "queued",
    durationSamples: null,
    failureCode: null,
    failureDetail: null,
    createdAtMs,
    startedAtMs: null,
    completedAtMs: null,
    archivedAtMs: null,
  } satisfies SpeechRow;
}
