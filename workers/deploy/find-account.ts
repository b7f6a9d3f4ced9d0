import { z } from "zod";
import type { Wrangler } from "./wrangler.ts";

const Login = z.object({ accounts: z.array(z.object({ id: z.string(), name: z.string() })) });

/** The id of the one account that wrangler is logged in to. Throws one clear line when there is none, or a choice. */
export async function findAccount(read: Wrangler["read"]): Promise<string> {
  const { accounts } = Login.parse(JSON.parse(await readLogin(read)));
  const [account, ...others] = accounts;
  if (account !== undefined && others.length === 0) return account.id;
  const choice = accounts.map(({ id, name }) => `${id} (${name})`).join(", ");
  throw new Error(`set CLOUDFLARE_ACCOUNT_ID to the account to deploy to: ${choice}`);
}

async function readLogin(read: Wrangler["read"]): Promise<string> {
  try {
    return await read(["whoami", "--json"]);
  } catch (cause) {
    throw new Error("not logged in to Cloudflare: run `npx wrangler login`, or set CLOUDFLARE_API_TOKEN", { cause });
  }
}
