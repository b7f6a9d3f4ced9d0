import type { Context } from "../context.ts";
import { SpeechFault } from "../contract/faults.ts";
import { getSpeech } from "./get-speech.ts";
import { hasAudio } from "./has-audio.ts";
import { signSpeech } from "./sign-speech.ts";

/** A URL of the finished audio, good for 15 minutes. Faults: `speech_not_found`, `speech_not_ready`, `audio_missing`. */
export async function locateSpeech(ctx: Context, id: string): Promise<string> {
  const view = await getSpeech(ctx, id);
  if (hasAudio(view)) return signSpeech(ctx, view.row);
  const isOver = view.row.delivery === "object" && view.state.status === "complete";
  throw new SpeechFault(isOver ? "audio_missing" : "speech_not_ready");
}
