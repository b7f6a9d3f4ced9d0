import type { MiddlewareHandler } from "hono";
import { createMiddleware } from "hono/factory";
import type { AppEnv } from "../../../http/app-env.ts";
import { authenticate as admitBearer } from "../../../http/authenticate.ts";
import { authenticate as admitKey } from "../authenticate.ts";

/** Webhooks tell of the jobs of v1 as well: beside `x-api-key` they take the `Authorization` of v1, a key or a JWT. */
export function admitEither(): MiddlewareHandler<AppEnv> {
  const bearer = admitBearer();
  return createMiddleware<AppEnv>(async function admitCaller(c, next) {
    const isBearer = c.req.header("x-api-key") === undefined && c.req.header("authorization") !== undefined;
    return isBearer ? bearer(c, next) : admitKey(c, next);
  });
}
