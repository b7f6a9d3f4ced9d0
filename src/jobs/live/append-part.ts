import { SpeechFault } from "../../contract/faults.ts";
import { samplesToSeconds } from "../../contract/units.ts";
import type { JobStore } from "../job-store.ts";

/** No audio is larger for its length: 16 bits at 96 kHz in stereo. */
const MAX_BYTES_PER_SECOND = 384_000;

/** `over`: the audio has ended or the job is over; nothing more is wanted. */
export type PartOutcome = "accepted" | "over";

/**
 * Records that a part of live audio lies in the bucket. Twice equals once. More of it than the longest audio can have ends
 * the job with `audio_too_long`.
 * @throws SpeechFault `invalid_request` when an earlier part is missing
 */
export function appendPart(job: JobStore, index: number, sizeBytes: number, nowMs: number): PartOutcome {
  const { record, parts } = job;
  const { count, sizeBytes: before } = parts.totals();
  if (index < count) return "accepted";
  if (!record.isListening) return "over";
  if (index > count) throw new SpeechFault("invalid_request", `part ${index} came before part ${count}`);
  const maxBytes = samplesToSeconds(record.spec.maxDurationSamples) * MAX_BYTES_PER_SECOND;
  if (before + sizeBytes <= maxBytes) {
    parts.add(index, sizeBytes);
    record.markHeard(nowMs);
    return "accepted";
  }
  const failure = { code: "audio_too_long", detail: "the audio is longer than the limit" } as const;
  record.decide({ status: "failed", failure, completedAtMs: nowMs });
  return "over";
}
