import type { Context } from "hono";
import type { AppEnv } from "../../http/app-env.ts";
import { setFaultHeaders } from "../../http/fault-headers.ts";
import type { HttpFault } from "../../http/to-fault.ts";
import { ErrorBody } from "./wire.ts";

const DESCRIPTIONS = {
  400: "The request is not valid.",
  401: "The key is missing, malformed, unknown, revoked or expired.",
  402: "No transcription credits remaining.",
  404: "No such transcription of the caller.",
  413: "The file is larger than the limit.",
  429: "A job is already running, or the daily limit is reached; see Retry-After.",
} as const;

type ErrorStatus = keyof typeof DESCRIPTIONS;

/** The error answers of a route, spread into its `responses`. */
export function errorResponses<S extends ErrorStatus>(...statuses: S[]) {
  const content = { "application/json": { schema: ErrorBody } };
  const entries = statuses.map((status) => [status, { description: DESCRIPTIONS[status], content }]);
  return Object.fromEntries(entries) as { [Status in S]: { description: string; content: typeof content } };
}

/** `{error, code}`, the error shape of v1. Only what went wrong inside carries a request id, to ask about it. */
export function renderError(c: Context<AppEnv>, { code, status, detail }: HttpFault): Response {
  setFaultHeaders(c, status);
  const requestId = status >= 500 ? { request_id: c.get("scope").requestId } : {};
  return c.json({ error: detail, code, ...requestId }, status);
}
