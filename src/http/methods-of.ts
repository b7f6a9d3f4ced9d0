import type { Hono } from "hono";
import type { AppEnv } from "./app-env.ts";

const METHODS = ["GET", "POST", "PUT", "DELETE"];

/** The methods under which a path has a route. Middleware is registered for all methods and is not a route. */
export function methodsOf(app: Hono<AppEnv>, path: string): string[] {
  return METHODS.filter((method) => app.router.match(method, path)[0].some(([[, route]]) => route.method === method));
}
