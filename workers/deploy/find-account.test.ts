import { test } from "vitest";
import { findAccount } from "./find-account.ts";
import { WranglerError } from "./wrangler.ts";

function loginTo(...names: string[]): () => Promise<string> {
  return async () => JSON.stringify({ loggedIn: true, accounts: names.map((name) => ({ id: `id-of-${name}`, name })) });
}

test("the only account of a login is the one to deploy to", async ({ expect }) => {
  expect(await findAccount(loginTo("mine"))).toBe("id-of-mine");
});

test("a login to several accounts is refused with their ids", async ({ expect }) => {
  await expect(findAccount(loginTo("mine", "theirs"))).rejects.toThrow(
    "set CLOUDFLARE_ACCOUNT_ID to the account to deploy to: id-of-mine (mine), id-of-theirs (theirs)",
  );
});

test("without a login the error says how to log in", async ({ expect }) => {
  const loggedOut = () => Promise.reject(new WranglerError(["whoami"], '{"loggedIn": false}'));
  await expect(findAccount(loggedOut)).rejects.toThrow("npx wrangler login");
});
