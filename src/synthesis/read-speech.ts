import type { Context } from "../context.ts";
import { SpeechFault } from "../contract/faults.ts";
import type { SpeechRow } from "../db/schema.ts";
import { speechKey } from "../uploads/object-keys.ts";

/** The finished audio of a synthesis, as it comes from the bucket. Fault: `audio_missing`. */
export async function readSpeech(
  { env }: Pick<Context, "env">,
  { accountId, id, format }: SpeechRow,
): Promise<ReadableStream<Uint8Array>> {
  const object = await env.AUDIO.get(speechKey(accountId, id, format));
  if (object === null) throw new SpeechFault("audio_missing");
  return object.body;
}
