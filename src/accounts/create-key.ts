import type { Context } from "../context.ts";
import { SpeechFault } from "../contract/faults.ts";
import { apiKeys } from "../db/schema.ts";
import { hashKey } from "./hash-key.ts";
import { mintKey } from "./mint-key.ts";
import { isWithin, type Scope } from "./scopes.ts";

const SHOWN_PREFIX_LENGTH = 8;

export type ApiKeyRow = typeof apiKeys.$inferSelect;

export interface KeyRequest {
  readonly id: string;
  readonly name: string;
  /** None permit everything. */
  readonly scopes: readonly Scope[];
  readonly expiresAtMs: number | null;
}

/** The row of a new key and the key itself, which only its owner ever sees. */
export async function newKeyRow(
  { KEY_PEPPER }: Pick<Env, "KEY_PEPPER">,
  accountId: string,
  { id, name, scopes, expiresAtMs }: KeyRequest,
): Promise<{ row: ApiKeyRow; apiKey: string }> {
  const apiKey = mintKey("nag_");
  const row = {
    id,
    accountId,
    name,
    prefix: apiKey.slice(0, SHOWN_PREFIX_LENGTH),
    digest: await hashKey(KEY_PEPPER, apiKey),
    scopes: [...new Set(scopes)],
    createdAtMs: Date.now(),
    expiresAtMs,
    revokedAtMs: null,
    lastUsedAtMs: null,
  };
  return { row, apiKey };
}

/**
 * Gives the owner another key, shown this once. Faults: `scope_missing` when it could do more than the caller may,
 * `invalid_request` for an expiry that has passed.
 */
export async function createKey(
  { env, db, owner, scopes }: Pick<Context, "env" | "db" | "owner"> & { readonly scopes: readonly string[] },
  request: KeyRequest,
): Promise<{ row: ApiKeyRow; apiKey: string }> {
  if (!isWithin(request.scopes, scopes)) {
    throw new SpeechFault("scope_missing", "a key cannot create a key with scopes that it lacks itself");
  }
  if (request.expiresAtMs !== null && request.expiresAtMs <= Date.now()) {
    throw new SpeechFault("invalid_request", "expires_at: must be in the future");
  }
  const created = await newKeyRow(env, owner, request);
  await db.insert(apiKeys).values(created.row);
  return created;
}
