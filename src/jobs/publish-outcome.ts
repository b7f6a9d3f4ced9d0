import { eq } from "drizzle-orm";
import type { ModelPace, Transcript } from "../contract/job.ts";
import { samplesToSeconds } from "../contract/units.ts";
import type { Database } from "../db/client.ts";
import { jobs } from "../db/schema.ts";
import { markVerified } from "../uploads/mark-verified.ts";
import { deletePrefix } from "../uploads/delete-prefix.ts";
import { partPrefix, slicePrefix, transcriptKey } from "../uploads/object-keys.ts";
import { assembleText } from "./assemble-transcript.ts";
import type { JobState } from "./event-log.ts";
import { indexText } from "./index-text.ts";
import type { JobStore } from "./job-store.ts";
import { measurePace } from "./model-pace.ts";

/** The state that the outcome of a job adds up to; undefined while it is still running. */
export function finalState({ record, log, raw }: JobStore): JobState | undefined {
  const { outcome } = record;
  if (outcome === undefined) return undefined;
  const rawText = raw.text();
  const tookWordsOut = rawText !== "" && rawText !== assembleText(log.tokens());
  return { ...log.state(), ...outcome, rawText: tookWordsOut ? rawText : null, remainingMs: 0 };
}

/** The state as last told; a cancel counts as soon as it is decided. */
export function currentState(job: JobStore): JobState {
  const cancelled = job.record.outcome?.status === "cancelled" ? finalState(job) : undefined;
  return cancelled ?? job.log.state();
}

/** Stores the transcript, also the part that a failed job got to. Written again, it is the same object. */
export async function storeTranscript({ record, log }: JobStore, state: JobState, bucket: R2Bucket): Promise<void> {
  const { jobId, text, segments } = log.snapshot(record.spec);
  const { detectedLanguage, languageProbability, rawText } = state;
  const durationSamples = record.totalSamples ?? 0;
  const transcript: Transcript = {
    jobId,
    text,
    segments,
    durationSamples,
    detectedLanguage,
    languageProbability,
    rawText,
  };
  await bucket.put(transcriptKey(jobId), JSON.stringify(transcript), {
    httpMetadata: { contentType: "application/json" },
  });
}

/**
 * Brings the job's row in the index up to date, once per status. A node plans a recording only after it recomputed the
 * declared SHA-256, so a complete job proves the claim of its upload.
 */
export async function indexJob(job: JobStore, state: JobState, db: Database): Promise<void> {
  const { record } = job;
  if (record.indexedStatus === state.status) return;
  const { status, durationSamples, detectedLanguage, languageProbability, failure, startedAtMs, completedAtMs } = state;
  const update = db
    .update(jobs)
    .set({
      ...arrivedColumns(job),
      status,
      durationSamples,
      detectedLanguage,
      languageProbability,
      ...record.media,
      failureCode: failure?.code ?? null,
      failureDetail: failure?.detail ?? null,
      startedAtMs,
      completedAtMs,
    })
    .where(eq(jobs.id, record.spec.jobId));
  const pace = paceOf(job, state);
  if (pace === null) await update;
  else {
    const { jobId, options } = record.spec;
    const text = assembleText(job.log.tokens());
    await db.batch([measurePace(db, { jobId, model: options.model, pace }), update, indexText(db, { jobId, text })]);
  }
  const { objectKey, sha256, etag } = record.source ?? { sha256: null };
  if (status === "complete" && sha256 !== null) await markVerified({ db }, { objectKey, sha256, etag });
  record.markIndexed(status);
}

/** What is known of audio once it has arrived; of an upload the row told it from the start. */
function arrivedColumns({ record, parts }: JobStore): { sizeBytes?: number; contentType?: string } {
  const { spec, source } = record;
  if (spec.live !== undefined) return { sizeBytes: parts.totals().sizeBytes };
  if (spec.fetch === undefined || source === null) return {};
  return { sizeBytes: source.sizeBytes, contentType: source.contentType };
}

/** How fast this job went; null unless it completed with something to recognize. */
function paceOf({ reports }: JobStore, state: JobState): ModelPace | null {
  const { status, durationSamples, startedAtMs, completedAtMs } = state;
  if (status !== "complete" || !durationSamples || startedAtMs === null || completedAtMs === null) return null;
  const audioMs = samplesToSeconds(durationSamples) * 1000;
  return { audioMs, wallMs: Math.max(0, completedAtMs - startedAtMs), computeMs: reports.computeMs() };
}

/**
 * Slices serve recognition only; they go when nothing will read them again, also those that were not planned yet. So do the
 * parts of live audio.
 */
export async function deleteSlices({ record }: JobStore, bucket: R2Bucket): Promise<void> {
  if (record.slicesDeleted) return;
  const { jobId, live } = record.spec;
  await deletePrefix(bucket, slicePrefix(jobId));
  if (live !== undefined) await deletePrefix(bucket, partPrefix(jobId));
  record.markSlicesDeleted();
}
