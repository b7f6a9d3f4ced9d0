import type { Context } from "../context.ts";

/** Compares digests, which have one length, in constant time: neither content nor length of the key shows. */
export async function isAdminKey({ env }: Pick<Context, "env">, token: string): Promise<boolean> {
  const [given, expected] = await Promise.all([sha256(token), sha256(env.ADMIN_KEY)]);
  return crypto.subtle.timingSafeEqual(given, expected);
}

async function sha256(text: string): Promise<ArrayBuffer> {
  return crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
}
