import { deriveSecret, type SecretBox, secretBox } from "../crypto/secret-box.ts";

/**
 * Answers kept for repeated requests may hold what is stored nowhere else, such as a new API key. They are sealed under
 * the client's own Idempotency-Key, of which only a digest is kept: the store alone, or with the pepper, opens none.
 */
export interface Seal extends SecretBox {
  /** What names the key in the store. */
  readonly digest: string;
}

/** The seal of one Idempotency-Key of one account. */
export async function sealOf(pepper: string, owner: string, key: string): Promise<Seal> {
  const digest = (await deriveSecret(pepper, "key", owner, key)).toBase64();
  return { digest, ...(await secretBox(pepper, "answer", owner, key)) };
}
