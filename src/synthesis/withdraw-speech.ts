import type { SpeechStore } from "./speech-store.ts";

/** `over` was so already; `running` cannot be withdrawn: something of it is spoken. */
export type WithdrawAnswer = "cancelled" | "over" | "running";

/** Cancels a synthesis of which nothing is spoken yet. Again, it is `over`. */
export function withdrawSpeech({ record }: SpeechStore, nowMs: number): WithdrawAnswer {
  if (record.outcome !== undefined) return "over";
  if (record.startedAtMs !== null) return "running";
  record.decide({ status: "cancelled", failure: null, completedAtMs: nowMs });
  return "cancelled";
}
