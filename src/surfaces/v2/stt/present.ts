import { isTerminal, type JobSnapshot, type ResultOptions } from "../../../contract/job.ts";
import { samplesToSeconds } from "../../../contract/units.ts";
import type { JobRow } from "../../../db/schema.ts";
import type { Progress } from "../../../jobs/find-progress.ts";
import type { JobView } from "../../../jobs/job-view.ts";
import { UNKNOWN_TYPE } from "../../../uploads/unknown-type.ts";
import { errorOf, presentLife } from "../life.ts";
import { percent } from "../percent.ts";
import { modelOf } from "./models.ts";
import { presentPieces } from "./present-pieces.ts";
import type { AsrJobsList, AsrResponse, AsrStatusResponse } from "./wire.ts";

/** How the result of a job is told that was made where nothing of it could be asked. */
const DEFAULTS: ResultOptions = {
  wait: false,
  partialResults: false,
  speakerCount: 1,
  speechInsights: false,
  voiceInsights: false,
};

/** A job in the words of v2. */
export function presentJob({ row, snapshot }: JobView): AsrResponse {
  const { options } = row;
  const asked = row.resultOptions ?? DEFAULTS;
  return {
    ...presentLife(row, snapshot),
    request: {
      ...presentRequest(row),
      data: null,
      duration: snapshot.durationSamples === null ? null : samplesToSeconds(snapshot.durationSamples),
      mime_type: row.contentType === UNKNOWN_TYPE ? null : row.contentType,
      sample_rate: row.sampleRate,
      channels: row.channels,
    },
    result: presentResult(snapshot, asked),
    job_config: {
      ...presentConfig(row),
      auto_punctuation: options.punctuate ?? false,
      enable_spoken_numerals: options.numerals ?? false,
      speaker_count: asked.speakerCount,
      enable_speech_insights: asked.speechInsights,
      enable_voice_insights: asked.voiceInsights,
    },
    progress: snapshot.status === "in_progress" ? presentProgress({ ...snapshot, transfer: null }) : null,
    model: modelOf(options.model),
  };
}

/** The answer to the request that made a job: a client that finds a result in it takes that for the whole. */
export function presentAnswer(view: JobView): AsrResponse {
  const job = presentJob(view);
  return isTerminal(view.snapshot.status) ? job : { ...job, result: null };
}

/** How far a job is. */
export function presentJobStatus(row: JobRow, progress: Progress): AsrStatusResponse {
  return { ...presentLife(row, { ...row, ...progress }), progress: presentProgress(progress) };
}

/** A job of a list. */
export function presentListed(row: JobRow): AsrJobsList["data"][0] {
  return { ...presentLife(row, row), request: presentRequest(row), job_config: presentConfig(row) };
}

function presentRequest({ label, sourceUri }: JobRow) {
  return { label, uri: sourceUri };
}

function presentConfig({ options, resultOptions }: JobRow) {
  const { wait, partialResults } = resultOptions ?? DEFAULTS;
  const keepsFillers = options.promptPreset === "default" || options.promptPreset === "verbatim";
  return {
    model: options.model,
    wait,
    include_filler: keepsFillers,
    include_partial_results: partialResults,
  };
}

/** A failed job tells why and nothing else; one that was cancelled keeps what it had. */
function presentResult(snapshot: JobSnapshot, { partialResults }: ResultOptions): AsrResponse["result"] {
  const { status, segments, createdAtMs, completedAtMs } = snapshot;
  const isOver = isTerminal(status);
  if (!isOver && !(partialResults && status === "in_progress")) return null;
  return {
    data: status === "failed" ? [] : presentPieces(segments, { partial: partialResults, isOver }),
    path: null,
    error: errorOf(snapshot),
    latency: completedAtMs === null ? null : Math.max(0, completedAtMs - createdAtMs) / 1000,
    speaker_count: 1,
    speech_insights: null,
    voice_insights: null,
  };
}

function presentProgress({ status, doneSamples, durationSamples, transfer }: Omit<Progress, "startedAtMs">) {
  const transcribe = status === "complete" ? 100 : percent(doneSamples, durationSamples);
  const arrived = transfer === null ? 100 : percent(transfer.receivedBytes, transfer.totalBytes);
  return { total: transcribe, details: { transfer: arrived, transcribe } };
}
