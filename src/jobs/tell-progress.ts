import type { JobState } from "./event-log.ts";
import type { Frontier } from "./chunk-ledger.ts";
import type { JobStore } from "./job-store.ts";
import { SAMPLE_RATE } from "../contract/units.ts";

const TEN_MINUTES = 600 * SAMPLE_RATE;

/**
 * Moves everything that is next in reading order from the ledger into the event log, then logs the state if it is worth
 * telling. Chunks finish in any order; their text is told in one: the log only ever grows at its end.
 */
export function tellProgress(job: JobStore, nowMs: number): void {
  for (let next = job.ledger.frontier(); next !== undefined; next = job.ledger.frontier()) {
    tellTokens(job, next);
    if (!next.done) break;
    job.ledger.markTold(next.span.index);
  }
  const { record, ledger } = job;
  if (record.totalSamples !== undefined && ledger.frontier() === undefined) {
    record.decide({ status: "complete", failure: null, completedAtMs: nowMs });
  }
  tellState(job);
}

/**
 * What was told is never taken back. When a chunk is recognized anew after its node was lost, the new text continues
 * after the last token that was told: for the same model that is the very same text.
 */
function tellTokens({ ledger, log }: JobStore, { span, toldSample }: Frontier): void {
  let last = toldSample;
  for (const token of ledger.takeHeard(span.index)) {
    if (token.startSample <= last) continue;
    const text = log.hasText() ? token.text : token.text.trimStart();
    if (text === "") continue;
    log.append("token", { ...token, text, chunkIndex: span.index, channel: span.channel });
    last = token.startSample;
  }
  if (last !== toldSample) ledger.setToldSample(span.index, last);
}

function tellState({ record, ledger, log }: JobStore): void {
  const before = log.state();
  const state: JobState = {
    ...before,
    status: record.startedAtMs === undefined ? "queued" : "in_progress",
    startedAtMs: record.startedAtMs ?? null,
    durationSamples: record.totalSamples ?? null,
    doneSamples: ledger.doneSamples(),
    plannedSamples: ledger.planned().endSample,
    detectedLanguage: ledger.language(),
  };
  if (isWorthTelling(before, state)) log.append("state", state);
}

/**
 * Every percent, up to ten minutes; beyond, every fifth more than before. A snapshot carries the whole text, so all of a
 * job's snapshots together stay within a few times the last one, however long the recording.
 */
function isWorthTelling(before: JobState, after: JobState): boolean {
  if (before.status !== after.status || before.durationSamples !== after.durationSamples) return true;
  if (percent(before) === percent(after)) return false;
  return after.doneSamples < TEN_MINUTES || after.doneSamples >= before.doneSamples * 1.2;
}

function percent({ doneSamples, plannedSamples }: JobState): number {
  return plannedSamples === 0 ? 0 : Math.floor((doneSamples / plannedSamples) * 100);
}
