import { toHex } from "./to-hex.ts";

/**
 * Hex HMAC-SHA256 of a key under the pepper: what is stored and looked up instead of the key. Keys are 128 random
 * bits, so a slow hash would add nothing but a way to exhaust the Worker.
 */
export async function hashKey(pepper: string, key: string): Promise<string> {
  const encoder = new TextEncoder();
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const secret = await crypto.subtle.importKey("raw", encoder.encode(pepper), algorithm, false, ["sign"]);
  return toHex(new Uint8Array(await crypto.subtle.sign("HMAC", secret, encoder.encode(key))));
}
