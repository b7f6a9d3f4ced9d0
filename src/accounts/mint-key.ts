/** A new secret key: the prefix and 128 random bits in lower-case hex. */
export function mintKey(prefix: "nag_" | "node_"): string {
  return prefix + crypto.getRandomValues(new Uint8Array(16)).toHex();
}
