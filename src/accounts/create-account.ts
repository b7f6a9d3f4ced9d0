import type { Context } from "../context.ts";
import { newId } from "../contract/ids.ts";
import { accounts, apiKeys } from "../db/schema.ts";
import { hashKey } from "./hash-key.ts";
import type { AccountLimits } from "./limits.ts";
import { mintKey } from "./mint-key.ts";

const SHOWN_PREFIX_LENGTH = 8;

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
  const apiKey = mintKey("nag_");
  const createdAtMs = Date.now();
  await env.ACCOUNT.getByName(id).configure(limits);
  await db.batch([
    db.insert(accounts).values({ id, name, createdAtMs }),
    db.insert(apiKeys).values({
      id: newId(),
      accountId: id,
      name: "first key",
      prefix: apiKey.slice(0, SHOWN_PREFIX_LENGTH),
      digest: await hashKey(env.KEY_PEPPER, apiKey),
      scopes: [],
      createdAtMs,
    }),
  ]);
  return { id, name, limits, apiKey };
}
