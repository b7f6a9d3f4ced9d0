import type { Segment } from "../contract/job.ts";
import { SAMPLE_RATE } from "../contract/units.ts";

/** A piece of text shown for a stretch of time. */
export type Cue = Pick<Segment, "startSample" | "endSample" | "text">;

/** Segments that say something, in order of time, on one line each: a blank line would end a cue early. */
export function readableCues(segments: readonly Cue[]): Cue[] {
  return segments
    .map((cue) => ({ ...cue, text: cue.text.trim().replaceAll(/\s+/g, " ") }))
    .filter((cue) => cue.text !== "")
    .toSorted((a, b) => a.startSample - b.startSample);
}

/** `HH:MM:SS` and milliseconds behind the format's separator. */
export function timestamp(samples: number, separator: "," | "."): string {
  const milliseconds = Math.round((samples * 1000) / SAMPLE_RATE);
  const [hours, minutes, seconds] = [3_600_000, 60_000, 1000].map((unit, place) =>
    pad(Math.floor(milliseconds / unit) % (place === 0 ? Number.MAX_SAFE_INTEGER : 60), 2),
  );
  return `${hours}:${minutes}:${seconds}${separator}${pad(milliseconds % 1000, 3)}`;
}

function pad(value: number, digits: number): string {
  return String(value).padStart(digits, "0");
}
