import { hmacSha256 } from "./hmac-sha256.ts";

const NONCE_BYTES = 12;

/** Keeps texts so that the store alone opens none of them: AES-GCM under a key that is stored nowhere. */
export interface SecretBox {
  seal(text: string): Promise<string>;
  open(sealed: string): Promise<string>;
}

/** The box that a name stands for under the pepper. */
export async function secretBox(pepper: string, ...name: readonly string[]): Promise<SecretBox> {
  const secret = await deriveSecret(pepper, ...name);
  const aes = await crypto.subtle.importKey("raw", secret, "AES-GCM", false, ["encrypt", "decrypt"]);
  return {
    async seal(text) {
      const iv = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
      const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, aes, new TextEncoder().encode(text));
      return `${iv.toBase64()}.${new Uint8Array(sealed).toBase64()}`;
    },
    async open(sealed) {
      const [iv, data] = sealed.split(".").map((part) => Uint8Array.fromBase64(part));
      if (iv === undefined || data === undefined) throw new Error("a sealed text has two parts");
      return new TextDecoder().decode(await crypto.subtle.decrypt({ name: "AES-GCM", iv }, aes, data));
    },
  };
}

/** The 32 bytes that a name stands for under the pepper. */
export function deriveSecret(pepper: string, ...name: readonly string[]): Promise<Uint8Array<ArrayBuffer>> {
  return hmacSha256(pepper, JSON.stringify(name));
}
