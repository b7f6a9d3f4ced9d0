import { z } from "zod";

/** What a key may be used for: transcription with its uploads, synthesis, and the management of keys. */
export const Scope = z.enum(["stt", "tts", "keys"]);
export type Scope = z.infer<typeof Scope>;

/** Whether a caller with these scopes may do what needs `scope`; no scopes at all permit everything. */
export function permits(scopes: readonly string[], scope: Scope): boolean {
  return scopes.length === 0 || scopes.includes(scope);
}

/** Whether `wanted` grants nothing beyond `held`, so that a key can never mint a stronger one. */
export function isWithin(wanted: readonly string[], held: readonly string[]): boolean {
  if (held.length === 0) return true;
  return wanted.length > 0 && wanted.every((scope) => held.includes(scope));
}
