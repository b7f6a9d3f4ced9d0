import type { Context } from "../context.ts";
import { newId } from "../contract/ids.ts";
import { accounts, apiKeys } from "../db/schema.ts";
import { newKeyRow } from "./create-key.ts";
import type { AccountLimits } from "./limits.ts";

export interface CreatedAccount {
  readonly id: string;
  readonly name: string;
  readonly limits: AccountLimits;
  /** Shown this once; only its digest is kept. */
  readonly apiKey: string;
}

/** Opens an account with its first API key. The books come first: a key never works on an account without limits. */
export async function createAccount(
  { env, db }: Pick<Context, "env" | "db">,
  { name, limits }: { name: string; limits: AccountLimits },
): Promise<CreatedAccount> {
  const id = newId();
  await env.ACCOUNT.getByName(id).configure(limits);
  const key = await newKeyRow(env, id, { id: newId(), name: "first key", scopes: [], expiresAtMs: null });
  await db.batch([
    db.insert(accounts).values({ id, name, createdAtMs: Date.now() }),
    db.insert(apiKeys).values(key.row),
  ]);
  return { id, name, limits, apiKey: key.apiKey };
}
