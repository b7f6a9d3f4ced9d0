import type { Segment } from "../contract/job.ts";
import { PAUSE_SAMPLES } from "../jobs/passage.ts";

/**
 * The segments of each utterance, in order: on one channel, a segment goes on with the utterance of the one before it
 * unless a pause lies between them, since it was cut off for its length alone.
 */
export function groupUtterances(segments: readonly Segment[]): Segment[][] {
  const utterances: Segment[][] = [];
  const lastOf = new Map<number, Segment[]>();
  for (const segment of segments.toSorted((a, b) => a.startSample - b.startSample)) {
    const open = lastOf.get(segment.channel);
    const end = open?.at(-1)?.endSample ?? -Infinity;
    if (open !== undefined && segment.startSample - end < PAUSE_SAMPLES) open.push(segment);
    else {
      const begun = [segment];
      utterances.push(begun);
      lastOf.set(segment.channel, begun);
    }
  }
  return utterances;
}
