import { samplesToSeconds } from "../../contract/units.ts";
import type { JobStore } from "../job-store.ts";

/** A speaker of whom nothing has come for this long has gone. */
const SILENCE_MS = 60_000;

/** Records that no more live audio will come: what there is, is the recording. Again without effect. */
export function endAudio({ record }: JobStore): void {
  if (record.isListening) record.markAudioEnded();
}

/** Ends live audio whose speaker has fallen silent, or that lasts longer than any may. */
export function expireAudio(job: JobStore, nowMs: number): void {
  if ((audioDeadlineMs(job) ?? Infinity) <= nowMs) endAudio(job);
}

/** When {@link expireAudio} has something to do at the earliest; null when no more audio is awaited. */
export function audioDeadlineMs({ record }: JobStore): number | null {
  if (!record.isListening) return null;
  const { createdAtMs, maxDurationSamples } = record.spec;
  // Nobody can have spoken for longer: what there is by then is the recording, rather than too long a one.
  const longestMs = samplesToSeconds(maxDurationSamples) * 1000;
  return Math.min(record.heardAtMs + SILENCE_MS, createdAtMs + longestMs);
}
