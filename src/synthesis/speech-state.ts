import { isTerminal } from "../contract/job.ts";
import type { SpeechState } from "../contract/synthesis.ts";
import type { SpeechRow } from "../db/schema.ts";
import type { SpeechStore } from "./speech-store.ts";

/** A synthesis as its object knows it. */
export function speechState({ record, ledger }: SpeechStore): SpeechState {
  const { outcome, startedAtMs } = record;
  const { phrases, ready, samples } = ledger.progress();
  return {
    status: outcome?.status ?? record.phase,
    readyPhrases: ready,
    phrases,
    durationSamples: ready === phrases ? record.leadSamples + samples : null,
    failure: outcome?.failure ?? null,
    startedAtMs,
    completedAtMs: outcome?.completedAtMs ?? null,
  };
}

/** A synthesis by the index alone: exact once it is over, before that as it was when it last changed its status. */
export function stateOfRow(row: SpeechRow): SpeechState {
  const { status, durationSamples, failureCode, failureDetail, startedAtMs, completedAtMs } = row;
  return {
    status,
    readyPhrases: status === "complete" ? 1 : 0,
    phrases: 1,
    durationSamples,
    failure: failureCode === null ? null : { code: failureCode, detail: failureDetail ?? "" },
    startedAtMs,
    completedAtMs: isTerminal(status) ? completedAtMs : null,
  };
}
