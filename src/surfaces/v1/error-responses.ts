import { z } from "@hono/zod-openapi";
import { FAULTS, type FaultCode } from "../../contract/faults.ts";
import { REQUEST_ID, RETRY_AFTER } from "../answer-headers.ts";
import { CREDENTIAL_FAULTS } from "../credential-faults.ts";

/** The error answers that routes declare, each with the codes that it may carry as examples. */

const ErrorBody = z
  .object({
    error: z.string().describe("What went wrong, as an English sentence for people."),
    code: z.string().optional().describe("What went wrong, as a stable name for programs."),
    request_id: z.uuid().optional().describe("The failed request, to ask about it; sent with statuses from 500 on."),
  })
  .openapi("Error", { description: "The body of every answer with an error status." });

const CHALLENGE = {
  "WWW-Authenticate": { description: "Always `Bearer`.", schema: { type: "string" } },
} as const;

/** Errors that any route may answer with. */
export const GENERAL_ERRORS = {
  401: errorResponse(
    "The key or token is missing, malformed, unknown, revoked or expired.",
    CREDENTIAL_FAULTS,
    CHALLENGE,
  ),
  500: errorResponse("A defect of the service.", ["internal"]),
  503: unavailable(),
};

/** Errors of routes that ask for a scope. */
export const SCOPED_ERRORS = {
  ...GENERAL_ERRORS,
  403: errorResponse("The key lacks the scope that this route needs.", ["scope_missing"]),
};

/** Errors of routes that take a JSON body. */
export const JSON_ERRORS = {
  400: badRequest(),
  413: tooLarge(),
  415: errorResponse("The `Content-Type` is not `application/json`.", [
    { code: "invalid_request", error: "the content-type must be application/json" },
  ]),
};

/** Errors of routes that take a JSON body and heed an `Idempotency-Key`. */
export const BODY_ERRORS = {
  ...JSON_ERRORS,
  422: errorResponse("The `Idempotency-Key` was already used with another request.", ["idempotency_key_reused"]),
};

/** Errors of routes that start work which the account's limits bound. */
export const ADMISSION_ERRORS = {
  402: errorResponse("The account has no transcription credits left.", ["credit_empty"]),
  429: errorResponse(
    "Too many jobs are running already, or the daily limit is reached.",
    ["concurrency_reached", "daily_limit_reached"],
    RETRY_AFTER,
  ),
};

/** 400, with the codes that a route has of its own. */
export function badRequest(...codes: FaultCode[]) {
  return errorResponse("The request is not valid.", ["invalid_request", ...codes]);
}

/** 503, with the codes that a route has of its own. */
export function unavailable(...codes: FaultCode[]) {
  return errorResponse(
    "Something that the service needs is out of reach for the moment.",
    ["storage_unavailable", "queue_unavailable", "identity_unavailable", ...codes],
    RETRY_AFTER,
  );
}

/** 413, with the codes that a route has of its own. */
export function tooLarge(...codes: FaultCode[]) {
  const body = { code: "invalid_request", error: "the request body is larger than 65536 bytes" } as const;
  return errorResponse("The request body or what it announces is too large.", [body, ...codes]);
}

/** An error answer with an example for each way to get it. */
export function errorResponse(
  description: string,
  errors: readonly (FaultCode | { readonly code: FaultCode; readonly error: string })[],
  headers: Readonly<Record<string, (typeof RETRY_AFTER)["Retry-After"] | (typeof CHALLENGE)["WWW-Authenticate"]>> = {},
) {
  const examples = errors
    .map((error) => (typeof error === "string" ? { code: error, error: FAULTS[error].title } : error))
    .map(({ code, error }) => [code, { summary: error, value: { error, code } }] as const);
  return {
    description,
    headers: { ...REQUEST_ID, ...headers },
    content: { "application/json": { schema: ErrorBody, examples: Object.fromEntries(examples) } },
  };
}
