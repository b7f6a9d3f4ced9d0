import { type Cue, readableCues, timestamp } from "./cue.ts";

/** SubRip subtitles, one cue per segment. */
export function renderSrt(segments: readonly Cue[]): string {
  return readableCues(segments)
    .map((cue, index) => {
      const times = `${timestamp(cue.startSample, ",")} --> ${timestamp(cue.endSample, ",")}`;
      return `${index + 1}\n${times}\n${cue.text.replaceAll("-->", "→")}\n\n`;
    })
    .join("");
}
