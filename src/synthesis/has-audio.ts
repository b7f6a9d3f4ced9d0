import type { SpeechView } from "./get-speech.ts";

/** Whether a synthesis is kept as an object: it is complete, was not made for a listener, and its retention goes on. */
export function hasAudio({ row, state }: SpeechView): boolean {
  const isForgotten = row.text === "";
  return row.delivery === "object" && state.status === "complete" && !isForgotten;
}
