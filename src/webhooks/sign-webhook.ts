import { Webhook } from "standardwebhooks";
import { hmacSha256 } from "../crypto/hmac-sha256.ts";
import type { SignatureScheme } from "../contract/webhooks.ts";

const STANDARD_KEY = /^whsec_(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{4}|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{2}==)$/;

export interface Signable {
  readonly eventId: string;
  readonly timestampS: number;
  /** The very bytes that are sent, as text. */
  readonly body: string;
}

/**
 * The key as libraries of Standard Webhooks take it: `whsec_` and base64 of the key's bytes. A key that has this form
 * already is taken at its word.
 */
export function standardKey(key: string): string {
  return STANDARD_KEY.test(key) ? key : `whsec_${new TextEncoder().encode(key).toBase64()}`;
}

/**
 * The signature headers of a delivery, one signature per live key, the newest first. The `prosa` scheme: `v1` is the
 * hex SHA-256 of `key.body`, which proves little and is what receivers of that document check; `v2` is the hex
 * HMAC-SHA256 of `t.body` under the key. The `hmac` scheme has room for one signature, that of the newest key. The
 * headers of Standard Webhooks (https://www.standardwebhooks.com) come with either.
 */
export async function signWebhook(
  { eventId, timestampS, body }: Signable,
  { scheme, keys }: { scheme: SignatureScheme; keys: readonly string[] },
): Promise<Record<string, string>> {
  const sentAt = new Date(timestampS * 1000);
  return {
    "x-prosa-signature":
      scheme === "hmac" ? await hmacSignature(body, keys) : await prosaSignature(timestampS, body, keys),
    "webhook-id": eventId,
    "webhook-timestamp": String(timestampS),
    "webhook-signature": keys.map((key) => new Webhook(standardKey(key)).sign(eventId, sentAt, body)).join(" "),
  };
}

async function prosaSignature(timestampS: number, body: string, keys: readonly string[]): Promise<string> {
  const hashes = await Promise.all(keys.map((key) => sha256(`${key}.${body}`)));
  const macs = await Promise.all(keys.map((key) => hmacHex(key, `${timestampS}.${body}`)));
  return [`t=${timestampS}`, ...hashes.map((hash) => `v1=${hash}`), ...macs.map((mac) => `v2=${mac}`)].join(",");
}

async function hmacSignature(body: string, [newest = ""]: readonly string[]): Promise<string> {
  return `sha256=${await hmacHex(newest, body)}`;
}

async function sha256(text: string): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))).toHex();
}

async function hmacHex(key: string, text: string): Promise<string> {
  return (await hmacSha256(key, text)).toHex();
}
