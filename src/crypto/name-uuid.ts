/** The id that follows from a name: a UUID of version 8 (RFC 9562), the first bits of a SHA-256. */
export async function nameUuid(...name: readonly (string | number)[]): Promise<string> {
  const text = new TextEncoder().encode(JSON.stringify(name));
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", text)).subarray(0, 16);
  bytes[6] = 0x80 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  return bytes.toHex().replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
