import { eq } from "drizzle-orm";
import type { Context } from "../context.ts";
import { SpeechFault } from "../contract/faults.ts";
import { accounts } from "../db/schema.ts";
import type { AccountLimits, AccountUsage } from "./limits.ts";

export interface Account {
  readonly id: string;
  readonly name: string;
  readonly limits: AccountLimits;
  readonly usage: AccountUsage;
}

/** An account as it stands. Fault: `account_not_found`. */
export async function getAccount({ env, db }: Pick<Context, "env" | "db">, id: string): Promise<Account> {
  const [row] = await db.select().from(accounts).where(eq(accounts.id, id)).limit(1);
  if (row === undefined) throw new SpeechFault("account_not_found");
  const standing = await env.ACCOUNT.getByName(id).usage();
  if (standing === null) throw new SpeechFault("account_not_found");
  return { id, name: row.name, limits: standing.limits, usage: standing.usage };
}
