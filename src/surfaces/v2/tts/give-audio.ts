import type { Context } from "hono";
import type { AppEnv } from "../../../http/app-env.ts";
import type { SpeechView } from "../../../synthesis/get-speech.ts";
import { hasAudio } from "../../../synthesis/has-audio.ts";
import { readSpeech } from "../../../synthesis/read-speech.ts";
import { signSpeech } from "../../../synthesis/sign-speech.ts";
import { presentSpeechJob } from "./present.ts";

/**
 * A synthesis with its audio: by URL where that is asked for, otherwise in base64, for which `fillBase64` has to stand
 * around the route. Clients that do not wait are known to look for a URL unasked, so they get both. Fault: `audio_missing`.
 */
export async function giveAudio(c: Context<AppEnv>, view: SpeechView, asSignedUrl: boolean) {
  const ctx = c.get("ctx");
  if (!hasAudio(view)) return presentSpeechJob(view);
  const link = asSignedUrl || !view.row.wait ? { path: await signSpeech(ctx, view.row) } : {};
  if (asSignedUrl) return presentSpeechJob(view, link);
  const mark = crypto.randomUUID();
  c.set("base64", { mark, bytes: await readSpeech(ctx, view.row) });
  return presentSpeechJob(view, { data: mark, ...link });
}
