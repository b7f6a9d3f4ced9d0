import type { MiddlewareHandler } from "hono";
import { createMiddleware } from "hono/factory";
import { permits, type Scope } from "../accounts/scopes.ts";
import { SpeechFault } from "../contract/faults.ts";
import type { AppEnv } from "./app-env.ts";

/** Lets through callers who have one of the scopes. Stands behind `authenticate`. Fault: `scope_missing`. */
export function requireScope(...scopes: readonly Scope[]): MiddlewareHandler<AppEnv> {
  return createMiddleware<AppEnv>(async function checkScope(c, next) {
    if (!scopes.some((scope) => permits(c.get("scopes"), scope))) throw new SpeechFault("scope_missing");
    await next();
  });
}
