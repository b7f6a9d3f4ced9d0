import { hmacSha256 } from "../crypto/hmac-sha256.ts";

/**
 * Hex HMAC-SHA256 of a key under the pepper: what is stored and looked up instead of the key. Keys are 128 random
 * bits, so a slow hash would add nothing but a way to exhaust the Worker.
 */
export async function hashKey(pepper: string, key: string): Promise<string> {
  return (await hmacSha256(pepper, key)).toHex();
}
