import { SpeechFault } from "../contract/faults.ts";
import type { Fence, Media, PlanBatch, PlanOutcome, Span } from "../contract/plan.ts";
import { SPLIT_WORK } from "./chunk-ledger.ts";
import { claim, fenceOf, finish, hear, NEW_LEASE } from "./job-machine.ts";
import type { JobStore } from "./job-store.ts";
import { tellProgress } from "./tell-progress.ts";

/**
 * Records what a splitting node found. Spans that are already planned are accepted again without effect; from then on
 * every span must continue where its channel's plan ends.
 * @throws SpeechFault `plan_conflict` when a span contradicts the plan or leaves a gap, or the media are others than before
 */
export function appendPlan(job: JobStore, batch: PlanBatch, nowMs: number): PlanOutcome {
  const { record, ledger } = job;
  const lease = ledger.lease(SPLIT_WORK);
  if (lease === undefined || record.outcome !== undefined) return { outcome: "cancelled" };
  const hearing = hear(lease, batch.fence, nowMs);
  if (hearing.verdict === "stale") return { outcome: "stale" };
  if (hearing.verdict === "done") return { outcome: "accepted", ...claimedSpan(job, batch) };

  ledger.setLease(SPLIT_WORK, hearing.lease);
  if (record.startedAtMs === undefined) record.markStarted(nowMs);
  if (batch.media !== undefined || batch.spans.length > 0) describeRecording(job, batch.media);
  for (const span of batch.spans) planSpan(job, span);
  if (batch.totalSamples !== undefined) {
    closePlan(job, batch.totalSamples);
    ledger.setLease(SPLIT_WORK, finish(hearing.lease));
    if (batch.claim === true) claimOnlySpan(job, batch.fence, nowMs);
  }
  rejectImpossibleLength(job, nowMs);
  tellProgress(job, nowMs);
  return { outcome: record.outcome === undefined ? "accepted" : "cancelled", ...claimedSpan(job, batch) };
}

/** What the first report says of the recording stands. */
function describeRecording({ record, ledger }: JobStore, media: Media | undefined): void {
  const lanes = ledger.lanes().length;
  if (lanes === 0) ledger.openLanes(media?.channels ?? 1);
  if (media === undefined) return;
  const { channels, sampleRate } = record.media ?? { ...media, channels: lanes === 0 ? media.channels : lanes };
  if (media.channels !== channels || media.sampleRate !== sampleRate) {
    throw new SpeechFault("plan_conflict", "the recording is said to be made of something else");
  }
  if (record.media === undefined) record.describe(media);
}

function planSpan({ ledger }: JobStore, span: Span): void {
  const known = ledger.span(span.index);
  if (known !== undefined) {
    const same =
      known.startSample === span.startSample &&
      known.endSample === span.endSample &&
      known.channel === span.channel &&
      known.speech === span.speech;
    if (!same) throw new SpeechFault("plan_conflict", `span ${span.index} is planned differently`);
    return;
  }
  const lane = ledger.lanes()[span.channel];
  const continues = span.index === ledger.planned().count && span.startSample === lane?.endSample;
  if (!continues || span.endSample <= span.startSample) {
    throw new SpeechFault("plan_conflict", `span ${span.index} does not continue the plan`);
  }
  ledger.addSpan(span);
  if (span.speech) ledger.addWork(span.index);
}

function closePlan({ record, ledger }: JobStore, totalSamples: number): void {
  if (
    ledger.lanes().some(({ endSample }) => endSample !== totalSamples) ||
    ledger.planned().endSample !== totalSamples
  ) {
    throw new SpeechFault("plan_conflict", "the plan does not end where the recording ends");
  }
  record.close(totalSamples);
}

function rejectImpossibleLength({ record, ledger }: JobStore, nowMs: number): void {
  if (record.totalSamples === 0) {
    const failure = { code: "audio_unreadable", detail: "the file contains no audio samples" } as const;
    record.decide({ status: "failed", failure, completedAtMs: nowMs });
  }
  if (ledger.planned().endSample > record.spec.maxDurationSamples) {
    const failure = { code: "audio_too_long", detail: "the audio is longer than the limit" } as const;
    record.decide({ status: "failed", failure, completedAtMs: nowMs });
  }
}

/** A recording with one stretch of speech is recognized where it was decoded, without a second trip through a queue. */
function claimOnlySpan({ ledger }: JobStore, { holder = "" }: Fence, nowMs: number): void {
  const [index, ...others] = ledger.speechSpans();
  if (index === undefined || others.length > 0) return;
  if (ledger.lease(index)?.state === "unsent") ledger.setLease(index, claim(NEW_LEASE, holder, nowMs));
}

function claimedSpan({ ledger }: JobStore, batch: PlanBatch): Pick<PlanOutcome, "claimed"> {
  if (batch.claim !== true) return {};
  const [index, ...others] = ledger.speechSpans();
  const lease = index === undefined ? undefined : ledger.lease(index);
  if (index === undefined || others.length > 0 || lease?.state !== "running" || lease.epoch !== NEW_LEASE.epoch)
    return {};
  return { claimed: { index, fence: fenceOf(lease) } };
}
