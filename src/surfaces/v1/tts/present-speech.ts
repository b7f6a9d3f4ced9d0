import { SYNTHESIS_RATE } from "../../../contract/synthesis.ts";
import type { SpeechView } from "../../../synthesis/get-speech.ts";
import { presentStatus } from "../present-status.ts";
import type { TTSJob } from "./wire.ts";

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
    created_at: iso(row.createdAtMs),
    started_at: state.startedAtMs === null ? null : iso(state.startedAtMs),
    completed_at: state.completedAtMs === null ? null : iso(state.completedAtMs),
  };
}

function toSeconds(samples: number): number {
  return Math.round((samples * 1000) / SYNTHESIS_RATE) / 1000;
}

function iso(timeMs: number): string {
  return new Date(timeMs).toISOString();
}
