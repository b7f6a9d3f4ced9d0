import { createMiddleware } from "hono/factory";
import { authenticateKey } from "../accounts/authenticate-key.ts";
import type { AppEnv } from "./app-env.ts";
import { bearerToken } from "./bearer-token.ts";

/** Admits requests with a live API key and makes its account the owner of what they do. */
export const authenticate = createMiddleware<AppEnv>(async function authenticate(c, next) {
  const scope = c.get("scope");
  const { accountId } = await authenticateKey(scope, bearerToken(c.req.header("authorization")));
  c.set("ctx", { ...scope, owner: accountId });
  await next();
});
