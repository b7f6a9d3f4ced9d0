import type { Frontier } from "./chunk-ledger.ts";
import type { JobStore } from "./job-store.ts";
import { openPassage } from "./passage.ts";

/** Where a channel's text goes on. */
interface Front {
  /** Its next passage does not start before; a passage that was begun to be told comes before all others. */
  readonly fromSample: number;
  /** What is there to be told; undefined while that is not known. */
  readonly frontier: Frontier | undefined;
}

/**
 * The span whose text is next in reading order, with at least one token of it; undefined while that has not been heard.
 * Passages are read in order of their start, and of the channel where they start at once: whatever is heard first, the
 * order is the same. Spans that are done and have nothing left are marked as told on the way.
 */
export function nextPassage(job: JobStore): Frontier | undefined {
  // Lanes come by channel: among equals the first stands.
  const first = job.ledger
    .lanes()
    .flatMap(({ channel, endSample }) => frontOf(job, channel, endSample) ?? [])
    .reduce<Front | undefined>(
      (least, front) => (least && least.fromSample <= front.fromSample ? least : front),
      undefined,
    );
  return first?.frontier;
}

/** Undefined when the channel has nothing left to be told. */
function frontOf({ record, ledger }: JobStore, channel: number, plannedEnd: number): Front | undefined {
  for (let next = ledger.frontier(channel); next !== undefined; next = ledger.frontier(channel)) {
    const { span, toldSample, done } = next;
    const token = span.speech ? ledger.nextHeard(span.index, toldSample) : undefined;
    const begun = ledger.passage(span.index);
    const passage = token === undefined ? begun : (openPassage(begun, token) ?? token);
    // No token lies before its span: otherwise it could come too late for its place.
    const fromSample = Math.max(span.startSample, passage?.startSample ?? 0);
    if (token !== undefined) return { fromSample, frontier: next };
    if (!done) return { fromSample, frontier: undefined };
    ledger.markTold(span.index);
  }
  return record.totalSamples === undefined ? { fromSample: plannedEnd, frontier: undefined } : undefined;
}
