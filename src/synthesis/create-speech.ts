import { eq } from "drizzle-orm";
import type { Context } from "../context.ts";
import { SpeechFault } from "../contract/faults.ts";
import { type Delivery, type SpeechSpec, SYNTHESIS_RATE, type Voice } from "../contract/synthesis.ts";
import { type SpeechRow, ttsJobs } from "../db/schema.ts";
import { insist } from "../jobs/insist.ts";
import { splitPhrases } from "./split-phrases.ts";

const MP3 = { format: "mp3", sampleRate: SYNTHESIS_RATE } as const;

export interface SpeechRequest {
  /** Of the job to make; asked for again under the same one, it is made once. */
  readonly jobId: string;
  readonly text: string;
  readonly voice: Voice;
}

/** Starts to speak a text. Faults: `invalid_request` for a text without anything to say, `storage_unavailable`. */
export async function createSpeech(ctx: Context, request: SpeechRequest, delivery: Delivery): Promise<SpeechRow> {
  const { env, db, owner } = ctx;
  const { jobId, text, voice } = request;
  const phrases = splitPhrases(text);
  if (phrases.length === 0) throw new SpeechFault("invalid_request", "text: must not be blank");
  const spec: SpeechSpec = { jobId, accountId: owner, voice, phrases, delivery, ...MP3, createdAtMs: Date.now() };
  const row = rowOf(spec, text);

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

function rowOf(
  { jobId, accountId, voice, delivery, format, sampleRate, createdAtMs }: SpeechSpec,
  text: string,
): SpeechRow {
  return {
    id: jobId,
    accountId,
    text,
    characters: Array.from(text).length,
    isSsml: false,
    label: null,
    voice,
    delivery,
    format,
    sampleRate,
    pitch: 0,
    tempo: 1,
    wait: false,
    status: "queued",
    durationSamples: null,
    failureCode: null,
    failureDetail: null,
    createdAtMs,
    startedAtMs: null,
    completedAtMs: null,
    archivedAtMs: null,
  };
}
