import type { Context } from "hono";
import type { AppEnv } from "./app-env.ts";

/** The headers that HTTP asks for beside a status, whatever the shape of the body. */
export function setFaultHeaders(c: Context<AppEnv>, status: number): void {
  if (status === 401) c.header("www-authenticate", "Bearer");
  if (status === 503) c.header("retry-after", "1");
  c.header("cache-control", "no-store");
}
