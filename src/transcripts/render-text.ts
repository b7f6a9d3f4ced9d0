import { type Cue, readableCues } from "./cue.ts";

/** Plain text with a line per segment, for people; the exact transcript is its `text`. */
export function renderText(segments: readonly Cue[]): string {
  return readableCues(segments)
    .map((cue) => `${cue.text}\n`)
    .join("");
}
