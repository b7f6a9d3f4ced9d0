import type { AppendOutcome } from "../contract/output.ts";
import type { Fence } from "../contract/plan.ts";
import { SYNTHESIS_RATE } from "../contract/synthesis.ts";
import { BYTES_PER_SAMPLE } from "../contract/units.ts";
import { finish, hear } from "../jobs/job-machine.ts";
import type { SpeechStore } from "./speech-store.ts";

/** A phrase whose samples are stored. */
export interface SpokenPhrase {
  readonly index: number;
  readonly fence: Fence;
  readonly sizeBytes: number;
}

/** Records a phrase as spoken, once: only the newest lease may, and what it said stays. */
export function appendPhrase(
  speech: SpeechStore,
  { index, fence, sizeBytes }: SpokenPhrase,
  nowMs: number,
): AppendOutcome {
  const { record, ledger } = speech;
  const lease = ledger.lease(index);
  if (lease === undefined || record.outcome !== undefined) return { outcome: "cancelled" };
  const hearing = hear(lease, fence, nowMs);
  if (hearing.verdict === "stale") return { outcome: "stale" };
  if (hearing.verdict === "done") return { outcome: "duplicate" };

  record.markStarted(nowMs);
  ledger.setLease(index, finish(hearing.lease));
  ledger.setLength(index, sizeBytes / BYTES_PER_SAMPLE);
  const { phrases, ready, samples } = ledger.progress();
  const { maxSamples, delivery } = record.spec;
  if (record.leadSamples + samples > maxSamples) {
    const minutes = Math.floor(maxSamples / SYNTHESIS_RATE / 60);
    const failure = { code: "audio_too_long", detail: `the speech is longer than ${minutes} minutes` } as const;
    record.decide({ status: "failed", failure, completedAtMs: nowMs });
  } else if (ready === phrases && delivery === "stream") {
    // What is delivered as an object is complete only when that object is stored.
    record.decide({ status: "complete", failure: null, completedAtMs: nowMs });
  }
  return { outcome: "accepted" };
}
