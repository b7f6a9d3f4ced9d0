import type { JobSnapshot, Segment } from "../../contract/job.ts";
import { SAMPLE_RATE, samplesToSeconds } from "../../contract/units.ts";
import type { Eta } from "../../jobs/get-eta.ts";
import type { JobView } from "../../jobs/job-view.ts";
import type { ListedJob } from "../../jobs/list-jobs.ts";
import { presentStatus } from "./present-status.ts";
import type { EtaResponse, Transcription } from "./wire.ts";
import { isoTime, isoTimeOrNull } from "../iso-time.ts";

/** A job in the words of v1. */
export function presentTranscription({ row, snapshot }: JobView): Transcription {
  const status = presentStatus(snapshot.status);
  const { durationSamples } = snapshot;
  return {
    id: row.id,
    status,
    object_key: row.objectKey,
    filename: row.filename,
    content_type: row.contentType,
    size_bytes: row.sizeBytes,
    duration_seconds: durationSamples === null ? null : Math.ceil(durationSamples / SAMPLE_RATE),
    language: row.options.language,
    detected_language: snapshot.detectedLanguage,
    detected_language_probability: snapshot.languageProbability,
    model: row.options.model,
    chunk_prompt_preset: row.options.promptPreset,
    pricing_mode: row.pricingMode,
    source_channel: row.sourceChannel,
    text: status === "completed" ? snapshot.text : snapshot.text || null,
    raw_text: snapshot.rawText,
    segments: snapshot.segments.map(presentSegment),
    progress: progressOf(snapshot),
    error: status === "failed" ? (snapshot.failure?.detail ?? "the transcription was cancelled") : null,
    created_at: isoTime(snapshot.createdAtMs),
    started_at: isoTimeOrNull(snapshot.startedAtMs),
    completed_at: isoTimeOrNull(snapshot.completedAtMs),
  };
}

/** A job of a list: silence about text that was not loaded, where `""` would claim that nothing was said. */
export function presentListed({ hasText, ...view }: ListedJob): Transcription {
  const transcription = presentTranscription(view);
  return hasText ? transcription : { ...transcription, text: null };
}

/** When a job will be over, in whole seconds; 0 where nothing was measured, which `measured` tells apart. */
export function presentEta({ queuePosition, waitMs, averageMs }: Eta): EtaResponse {
  return {
    queue_position: queuePosition,
    estimated_wait_seconds: Math.ceil((waitMs ?? 0) / 1000),
    average_duration_seconds: Math.ceil((averageMs ?? 0) / 1000),
    measured: waitMs !== null,
  };
}

function presentSegment({
  index,
  startSample,
  endSample,
  text,
  channel,
  words,
}: Segment): Transcription["segments"][0] {
  return {
    index,
    start: samplesToSeconds(startSample),
    end: samplesToSeconds(endSample),
    text,
    channel,
    words: words.map((word) => ({
      text: word.text,
      start: samplesToSeconds(word.startSample),
      end: samplesToSeconds(word.endSample),
    })),
  };
}

/** Media seconds done of all. 0 while the whole is unknown: a share of what was found so far would run backwards. */
function progressOf({ status, doneSamples, durationSamples }: JobSnapshot): number {
  if (status === "complete") return 1;
  return durationSamples ? Math.min(1, doneSamples / durationSamples) : 0;
}
