import type { Context as HonoContext } from "hono";
import { createMiddleware } from "hono/factory";
import { authenticateKey } from "../../accounts/authenticate-key.ts";
import type { Context } from "../../context.ts";
import { SpeechFault } from "../../contract/faults.ts";
import type { AppEnv } from "../../http/app-env.ts";
import { noteKeyUse } from "../../http/note-key-use.ts";

/** Admits requests with a live key in `x-api-key` and makes its account the owner of what they do. */
export const authenticate = createMiddleware<AppEnv>(async function admitCaller(c, next) {
  const token = c.req.header("x-api-key");
  if (token === undefined || token === "") throw new SpeechFault("authorization_missing", "missing x-api-key header");
  const { ctx, scopes } = await admitKey(c, token);
  c.set("ctx", ctx);
  c.set("scopes", scopes);
  await next();
});

/** The account that a key opens, and what the key permits; none permit everything. Faults as of {@link authenticateKey}. */
export async function admitKey(
  c: HonoContext<AppEnv>,
  token: string,
): Promise<{ ctx: Context; scopes: readonly string[] }> {
  const scope = c.get("scope");
  const key = await authenticateKey(scope, token);
  noteKeyUse(c, key);
  return { ctx: { ...scope, owner: key.accountId }, scopes: key.scopes };
}
