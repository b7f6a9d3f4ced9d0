import type { Context } from "../context.ts";
import type { SpeechRow } from "../db/schema.ts";
import { speechKey } from "../uploads/object-keys.ts";
import { signUrl } from "../uploads/sign-url.ts";

/** A URL of the finished audio of a synthesis, by default good for 15 minutes. */
export async function signSpeech(
  ctx: Pick<Context, "env">,
  { accountId, id, format }: SpeechRow,
  lifetimeSeconds?: number,
): Promise<string> {
  return signUrl(ctx, { method: "GET", objectKey: speechKey(accountId, id, format), lifetimeSeconds });
}
