import { createMiddleware } from "hono/factory";
import { authenticateKey } from "../../accounts/authenticate-key.ts";
import { SpeechFault } from "../../contract/faults.ts";
import type { AppEnv } from "../../http/app-env.ts";
import { noteKeyUse } from "../../http/note-key-use.ts";

/** Admits requests with a live key in `x-api-key` and makes its account the owner of what they do. */
export const authenticate = createMiddleware<AppEnv>(async function admitCaller(c, next) {
  const scope = c.get("scope");
  const token = c.req.header("x-api-key");
  if (token === undefined || token === "") throw new SpeechFault("authorization_missing", "missing x-api-key header");
  const key = await authenticateKey(scope, token);
  c.set("ctx", { ...scope, owner: key.accountId });
  c.set("scopes", key.scopes);
  noteKeyUse(c, key);
  await next();
});
