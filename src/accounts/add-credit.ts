import type { Context } from "../context.ts";
import { type Account, getAccount } from "./get-account.ts";

/** Grants an account more seconds. Fault: `account_not_found`, before an object is created for an unknown id. */
export async function addCredit(
  ctx: Pick<Context, "env" | "db">,
  { accountId, seconds }: { accountId: string; seconds: number },
): Promise<Account> {
  await getAccount(ctx, accountId);
  await ctx.env.ACCOUNT.getByName(accountId).addCredit(seconds);
  return getAccount(ctx, accountId);
}
