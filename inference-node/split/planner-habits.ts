import { SAMPLE_RATE } from "../../src/contract/units.ts";

/** A pause of so many samples is enough to cut at from some length of the span on. */
interface Pause {
  readonly fromLength: number;
  readonly samples: number;
}

/** Where a planner cuts. Lengths are in samples. */
export interface PlannerHabits {
  /** Longest span of speech. */
  readonly longestSpeech: number;
  /** Where speech has no pause, it is cut at the quietest place this close to the limit. */
  readonly cutWindow: number;
  /** Recordings shorter than this stay in one piece. */
  readonly shortRecording: number;
  /** Which pause is enough in the first span, so that the first text comes early; and in those after it. */
  readonly firstPauses: readonly Pause[];
  readonly pauses: readonly Pause[];
  /** A silence that lasts is told in spans, the first so long, each twice the one before, up to the longest. */
  readonly silences: { readonly first: number; readonly longest: number } | null;
}

/** Longest span of speech of any recording; recognizers take 30 s at most. */
const MAX_SPEECH_SAMPLES = 28 * SAMPLE_RATE;

/** For a recording of which the whole is there: long spans, which recognizers do best on. */
export const FOR_RECORDINGS: PlannerHabits = {
  longestSpeech: MAX_SPEECH_SAMPLES,
  cutWindow: 5 * SAMPLE_RATE,
  shortRecording: 12 * SAMPLE_RATE,
  firstPauses: pauseTable([
    [7, 0.15],
    [4, 0.24],
  ]),
  pauses: pauseTable([
    [20, 0.12],
    [15, 0.21],
    [10, 0.3],
  ]),
  silences: null,
};

const LIVE_PAUSES = pauseTable([
  [5, 0.21],
  [3, 0.3],
  [0, 0.42],
]);

/** For audio that is still being spoken: someone waits for each word, and for each pause. */
export const FOR_LIVE_AUDIO: PlannerHabits = {
  longestSpeech: 7 * SAMPLE_RATE,
  cutWindow: 3 * SAMPLE_RATE,
  shortRecording: 0,
  firstPauses: LIVE_PAUSES,
  pauses: LIVE_PAUSES,
  silences: { first: 0.5 * SAMPLE_RATE, longest: 8 * SAMPLE_RATE },
};

/** From which length of a span on it is cut at a pause of which length: the longer, the less picky. */
function pauseTable(rows: readonly (readonly [fromSeconds: number, pauseSeconds: number])[]): readonly Pause[] {
  return rows.map(([from, pause]) => ({ fromLength: from * SAMPLE_RATE, samples: Math.round(pause * SAMPLE_RATE) }));
}
