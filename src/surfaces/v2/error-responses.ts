import { z } from "@hono/zod-openapi";
import type { FaultCode } from "../../contract/faults.ts";
import { REQUEST_ID, RETRY_AFTER } from "../answer-headers.ts";
import { statusNameOf, titleOf } from "./errors.ts";

/** The error answers that routes declare, each with the statuses that it may carry as examples. */

const SpeechError = z
  .object({
    status: z.string().describe("What went wrong, as a stable name for programs."),
    message: z.string().describe("What went wrong, as an English sentence for people."),
    context: z
      .record(z.string(), z.unknown())
      .optional()
      .describe("Facts about it, where there are any, such as the limit that was passed."),
  })
  .openapi("SpeechError", { description: "The body of every answer with an error status." });

/** Errors that any route may answer with. */
export const GENERAL_ERRORS = {
  401: errorResponse("The key is missing, unknown, revoked or expired.", [
    { status: statusNameOf("authorization_missing"), message: "missing x-api-key header" },
    "api_key_invalid",
    "api_key_revoked",
    "api_key_expired",
  ]),
  403: forbidden(),
  500: errorResponse("A defect of the service.", ["internal"]),
  503: errorResponse(
    "Something that the service needs is out of reach for the moment.",
    ["storage_unavailable", "queue_unavailable"],
    RETRY_AFTER,
  ),
};

/** Errors of routes that take a JSON body. */
export const BODY_ERRORS = {
  413: errorResponse("The request body is too large.", [
    { status: "request_too_large", message: "the request body is larger than 10485760 bytes" },
  ]),
  415: errorResponse("The `Content-Type` is not `application/json`.", [
    { status: "unsupported_media_type", message: "the content-type must be application/json" },
  ]),
  422: invalid(),
};

/** 403, with the errors that a route has of its own. */
export function forbidden(...errors: (FaultCode | ErrorExample)[]) {
  return errorResponse("The key, or the state of the account or the job, does not allow this.", [
    "scope_missing",
    ...errors,
  ]);
}

/** 422: what was sent does not have the form that is declared; with the errors that a route has of its own. */
export function invalid(...errors: FaultCode[]) {
  return errorResponse("The request does not have the form that is asked for.", ["invalid_request", ...errors]);
}

export interface ErrorExample {
  readonly status: string;
  readonly message: string;
  readonly context?: Readonly<Record<string, string | number>>;
}

/** An error answer with an example for each way to get it. */
export function errorResponse(
  description: string,
  errors: readonly (FaultCode | ErrorExample)[],
  headers: Readonly<Record<string, (typeof RETRY_AFTER)["Retry-After"]>> = {},
) {
  const examples = errors
    .map((error) =>
      typeof error === "string" ? ([error, exampleOf(error)] as const) : ([error.status, error] as const),
    )
    .map(([name, value]) => [name, { summary: value.message, value }] as const);
  return {
    description,
    headers: { ...REQUEST_ID, ...headers },
    content: { "application/json": { schema: SpeechError, examples: Object.fromEntries(examples) } },
  };
}

function exampleOf(code: FaultCode): ErrorExample {
  return { status: statusNameOf(code), message: titleOf(code) };
}
