import { inject } from "vitest";
import { z } from "zod";
import type { ApiAccess } from "../call-api.ts";
import { send } from "./send.ts";

const CreatedAccount = z.object({
  id: z.uuid(),
  name: z.string(),
  limits: z.record(z.string(), z.int()),
  api_key: z.string(),
});

export interface Account extends ApiAccess {
  readonly id: string;
}

/** A new account, unlimited unless told otherwise; limits are those of `POST /admin/accounts`. */
export async function openAccount(limits: Readonly<Record<string, number>> = {}): Promise<Account> {
  const { body } = await send("/admin/accounts", { key: inject("adminKey"), json: { name: "test", limits } });
  const { id, api_key: apiKey } = CreatedAccount.parse(body);
  return { id, url: inject("url"), apiKey };
}
