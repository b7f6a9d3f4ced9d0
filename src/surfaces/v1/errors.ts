import type { Context } from "hono";
import type { AppEnv } from "../../http/app-env.ts";
import { setFaultHeaders } from "../../http/fault-headers.ts";
import type { HttpFault } from "../../http/to-fault.ts";

/** `{error, code}`, the error shape of v1. Only what went wrong inside carries a request id, to ask about it. */
export function renderError(c: Context<AppEnv>, { code, status, detail }: HttpFault): Response {
  setFaultHeaders(c, status);
  const requestId = status >= 500 ? { request_id: c.get("scope").requestId } : {};
  return c.json({ error: detail, code, ...requestId }, status);
}
