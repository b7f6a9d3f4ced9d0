import { eq } from "drizzle-orm";
import type { Context } from "../context.ts";
import { SpeechFault } from "../contract/faults.ts";
import { apiKeys } from "../db/schema.ts";
import type { ApiKeyRow } from "./create-key.ts";
import { hashKey } from "./hash-key.ts";

const API_KEY = /^nag_[0-9a-f]{32}$/;

/**
 * The live key that a bearer token is, read anew for each request so that revoking is immediate. Faults:
 * `api_key_invalid`, `api_key_revoked`, `api_key_expired`.
 */
export async function authenticateKey({ env, db }: Pick<Context, "env" | "db">, token: string): Promise<ApiKeyRow> {
  if (!API_KEY.test(token)) throw new SpeechFault("api_key_invalid");
  const digest = await hashKey(env.KEY_PEPPER, token);
  const [key] = await db.select().from(apiKeys).where(eq(apiKeys.digest, digest)).limit(1);
  if (key === undefined) throw new SpeechFault("api_key_invalid");
  if (key.revokedAtMs !== null) throw new SpeechFault("api_key_revoked");
  if (key.expiresAtMs !== null && key.expiresAtMs <= Date.now()) throw new SpeechFault("api_key_expired");
  return key;
}
