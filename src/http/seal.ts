/**
 * Answers kept for repeated requests may hold what is stored nowhere else, such as a new API key. They are sealed under
 * the client's own Idempotency-Key, of which only a digest is kept: the store alone, or with the pepper, opens none.
 */
export interface Seal {
  /** What names the key in the store. */
  readonly digest: string;
  close(text: string): Promise<string>;
  open(sealed: string): Promise<string>;
}

const NONCE_BYTES = 12;

/** The seal of one Idempotency-Key of one account. */
export async function sealOf(pepper: string, owner: string, key: string): Promise<Seal> {
  const secret = await derive(pepper, ["answer", owner, key]);
  const aes = await crypto.subtle.importKey("raw", secret, "AES-GCM", false, ["encrypt", "decrypt"]);
  return {
    digest: toBase64(await derive(pepper, ["key", owner, key])),
    async close(text) {
      const iv = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
      const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, aes, new TextEncoder().encode(text));
      return `${toBase64(iv)}.${toBase64(new Uint8Array(sealed))}`;
    },
    async open(sealed) {
      const [iv = "", data = ""] = sealed.split(".");
      const text = await crypto.subtle.decrypt({ name: "AES-GCM", iv: fromBase64(iv) }, aes, fromBase64(data));
      return new TextDecoder().decode(text);
    },
  };
}

async function derive(pepper: string, parts: readonly string[]): Promise<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const hmac = await crypto.subtle.importKey("raw", encoder.encode(pepper), algorithm, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", hmac, encoder.encode(JSON.stringify(parts))));
}

function toBase64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
}
