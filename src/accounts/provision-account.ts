import { eq } from "drizzle-orm";
import type { Context } from "../context.ts";
import { accounts } from "../db/schema.ts";
import { nameUuid } from "../crypto/name-uuid.ts";
import { newAccountLimits } from "./token-settings.ts";

/**
 * The account of a person whom the identity provider vouches for, opened at first sight. Its id follows from issuer and
 * subject, so that any number of first requests open the same one.
 */
export async function provisionAccount(
  { env, db }: Pick<Context, "env" | "db">,
  { issuer, subject }: { issuer: string; subject: string },
): Promise<{ accountId: string }> {
  const accountId = await nameUuid(issuer, subject);
  const [known] = await db.select({ id: accounts.id }).from(accounts).where(eq(accounts.id, accountId)).limit(1);
  if (known === undefined) {
    await env.ACCOUNT.getByName(accountId).configure(newAccountLimits(env));
    const row = { id: accountId, name: subject, subject, createdAtMs: Date.now() };
    await db.insert(accounts).values(row).onConflictDoNothing();
  }
  return { accountId };
}
