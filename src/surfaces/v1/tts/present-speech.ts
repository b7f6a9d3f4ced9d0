import { SYNTHESIS_RATE } from "../../../contract/synthesis.ts";
import type { SpeechView } from "../../../synthesis/get-speech.ts";
import { presentStatus } from "../present-status.ts";
import type { TTSJob } from "./wire.ts";
import { isoTime, isoTimeOrNull } from "../../iso-time.ts";

/** A synthesis in the words of v1. */
export function presentSpeech({ row, state }: SpeechView): TTSJob {
  const status = presentStatus(state.status);
  const isCompleted = status === "completed";
  return {
    id: row.id,
    status,
    text: row.text,
    voice: row.voice,
    characters: row.characters,
    duration_seconds: isCompleted && state.durationSamples !== null ? toSeconds(state.durationSamples) : null,
    progress: isCompleted ? 1 : state.readyPhrases / state.phrases,
    error: status === "failed" ? (state.failure?.detail ?? "the synthesis was cancelled") : null,
    created_at: isoTime(row.createdAtMs),
    started_at: isoTimeOrNull(state.startedAtMs),
    completed_at: isoTimeOrNull(state.completedAtMs),
  };
}

function toSeconds(samples: number): number {
  return Math.round((samples * 1000) / SYNTHESIS_RATE) / 1000;
}
