import { isTerminal } from "../../../contract/job.ts";
import { SYNTHESIS_RATE } from "../../../contract/synthesis.ts";
import type { SpeechRow } from "../../../db/schema.ts";
import type { SpeechView } from "../../../synthesis/get-speech.ts";
import { stateOfRow } from "../../../synthesis/speech-state.ts";
import { errorOf, presentLife } from "../life.ts";
import { percent } from "../percent.ts";
import { modelOf } from "./models.ts";
import type { TtsResponse, TtsStatusResponse } from "./wire.ts";

type Result = TtsResponse["result"];

/** A synthesis in the words of v2. `audio` is what of it is given along. */
export function presentSpeechJob({ row, state }: SpeechView, audio: Pick<NonNullable<Result>, "data" | "path"> = {}) {
  const model = modelOf(row.voice);
  const { text, isSsml, label, wait, format, pitch, tempo, sampleRate } = row;
  return {
    ...presentLife(row, state),
    request: { text: isSsml ? null : text, ssml: isSsml ? text : null, label },
    result: presentResult({ row, state }, audio),
    job_config: { model: model.name, wait, audio_format: format, pitch, tempo, sample_rate: sampleRate },
    model,
  } satisfies TtsResponse;
}

/** A synthesis of a list. */
export function presentListed(row: SpeechRow) {
  return presentSpeechJob({ row, state: stateOfRow(row) });
}

/** How far a synthesis is. */
export function presentSpeechStatus({ row, state }: SpeechView): TtsStatusResponse {
  const total = state.status === "complete" ? 100 : percent(state.readyPhrases, state.phrases);
  return { ...presentLife(row, state), progress: { total, details: { synthesize: total } } };
}

function presentResult({ row, state }: SpeechView, audio: NonNullable<Result>): Result {
  const { status, durationSamples } = state;
  if (!isTerminal(status)) return null;
  const error = errorOf(state);
  if (error !== null) return { error };
  const duration = Math.round(((durationSamples ?? 0) * 1000) / SYNTHESIS_RATE) / 1000;
  return { ...audio, format: row.format, duration, samplerate: row.sampleRate, channels: 1 };
}
