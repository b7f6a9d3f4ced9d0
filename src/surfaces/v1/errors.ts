import type { Context } from "hono";
import type { AppEnv } from "../../http/app-env.ts";
import { setFaultHeaders } from "../../http/fault-headers.ts";
import type { HttpFault } from "../../http/to-fault.ts";
import { ErrorBody } from "./wire.ts";

const content = { "application/json": { schema: ErrorBody } };

/** The error answers that routes declare. */
export const ERROR_RESPONSES = {
  400: { description: "The request is not valid.", content },
  401: { description: "The key is missing, malformed, unknown, revoked or expired.", content },
  402: { description: "No transcription credits remaining.", content },
  403: { description: "The key has no permission for this route.", content },
  404: { description: "No such transcription of the caller.", content },
  413: { description: "The file is larger than the limit.", content },
  422: { description: "The Idempotency-Key was used with another request.", content },
  429: { description: "A job is already running, or the daily limit is reached; see Retry-After.", content },
} as const;

/** `{error, code}`, the error shape of v1. Only what went wrong inside carries a request id, to ask about it. */
export function renderError(c: Context<AppEnv>, { code, status, detail }: HttpFault): Response {
  setFaultHeaders(c, status);
  const requestId = status >= 500 ? { request_id: c.get("scope").requestId } : {};
  return c.json({ error: detail, code, ...requestId }, status);
}
