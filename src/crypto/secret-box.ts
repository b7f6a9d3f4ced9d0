import { fromBase64, toBase64 } from "./base64.ts";
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
      return `${toBase64(iv)}.${toBase64(new Uint8Array(sealed))}`;
    },
    async open(sealed) {
      const [iv = "", data = ""] = sealed.split(".");
      const text = await crypto.subtle.decrypt({ name: "AES-GCM", iv: fromBase64(iv) }, aes, fromBase64(data));
      return new TextDecoder().decode(text);
    },
  };
}

/** The 32 bytes that a name stands for under the pepper. */
export function deriveSecret(pepper: string, ...name: readonly string[]): Promise<Uint8Array<ArrayBuffer>> {
  return hmacSha256(pepper, JSON.stringify(name));
}
