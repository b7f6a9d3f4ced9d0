import { type Cue, readableCues, timestamp } from "./cue.ts";

/** WebVTT subtitles (https://www.w3.org/TR/webvtt1/), one cue per segment. */
export function renderVtt(segments: readonly Cue[]): string {
  const cues = readableCues(segments).map((cue) => {
    const times = `${timestamp(cue.startSample, ".")} --> ${timestamp(cue.endSample, ".")}`;
    return `${times}\n${escapeCueText(cue.text)}\n\n`;
  });
  return `WEBVTT\n\n${cues.join("")}`;
}

function escapeCueText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
