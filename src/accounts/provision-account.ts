import { eq } from "drizzle-orm";
import type { Context } from "../context.ts";
import { accounts } from "../db/schema.ts";
import { newAccountLimits } from "./token-settings.ts";
import { toHex } from "./to-hex.ts";

/**
 * The account of a person whom the identity provider vouches for, opened at first sight. Its id follows from issuer and
 * subject, so that any number of first requests open the same one.
 */
export async function provisionAccount(
  { env, db }: Pick<Context, "env" | "db">,
  { issuer, subject }: { issuer: string; subject: string },
): Promise<{ accountId: string }> {
  const accountId = await idOf(issuer, subject);
  const [known] = await db.select({ id: accounts.id }).from(accounts).where(eq(accounts.id, accountId)).limit(1);
  if (known === undefined) {
    await env.ACCOUNT.getByName(accountId).configure(newAccountLimits(env));
    const row = { id: accountId, name: subject, subject, createdAtMs: Date.now() };
    await db.insert(accounts).values(row).onConflictDoNothing();
  }
  return { accountId };
}

/** A UUID of version 8 (RFC 9562): the first bits of a SHA-256. */
async function idOf(issuer: string, subject: string): Promise<string> {
  const name = new TextEncoder().encode(JSON.stringify([issuer, subject]));
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", name)).subarray(0, 16);
  bytes[6] = 0x80 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  return toHex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
