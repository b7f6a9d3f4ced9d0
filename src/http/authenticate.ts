import type { MiddlewareHandler } from "hono";
import { createMiddleware } from "hono/factory";
import { authenticateKey } from "../accounts/authenticate-key.ts";
import { provisionAccount } from "../accounts/provision-account.ts";
import { TokenVerifier } from "../accounts/verify-token.ts";
import type { AppEnv } from "./app-env.ts";
import { bearerToken } from "./bearer-token.ts";
import { noteKeyUse } from "./note-key-use.ts";

/**
 * Admits requests with a live API key or a JWT and makes its account the owner of what they do. A token with two dots
 * is judged as a JWT; a JWT has all scopes.
 */
export function authenticate(): MiddlewareHandler<AppEnv> {
  const verifier = new TokenVerifier();
  return createMiddleware<AppEnv>(async function admitCaller(c, next) {
    const scope = c.get("scope");
    const token = bearerToken(c.req.header("authorization"));
    if (token.split(".").length === 3) {
      const { accountId } = await provisionAccount(scope, await verifier.verify(c.env, token));
      c.set("ctx", { ...scope, owner: accountId });
      c.set("scopes", []);
    } else {
      const key = await authenticateKey(scope, token);
      c.set("ctx", { ...scope, owner: key.accountId });
      c.set("scopes", key.scopes);
      noteKeyUse(c, key);
    }
    await next();
  });
}
