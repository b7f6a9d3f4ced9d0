import type { Context } from "../context.ts";
import { SpeechFault } from "../contract/faults.ts";
import { speechKey } from "../uploads/object-keys.ts";
import { signUrl } from "../uploads/sign-url.ts";
import { getSpeech } from "./get-speech.ts";

/** A URL of the finished MP3, good for 15 minutes. Faults: `speech_not_found`, `speech_not_ready`. */
export async function locateSpeech(ctx: Context, id: string): Promise<string> {
  const { row, state } = await getSpeech(ctx, id);
  if (row.delivery !== "object" || state.status !== "complete") throw new SpeechFault("speech_not_ready");
  return signUrl(ctx, { method: "GET", objectKey: speechKey(row.accountId, row.id, row.format) });
}
