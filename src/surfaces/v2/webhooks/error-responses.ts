import { CREDENTIAL_FAULTS } from "../../credential-faults.ts";
import { BODY_ERRORS, errorResponse, GENERAL_ERRORS, invalid } from "../error-responses.ts";

/** Errors of every webhook route, which take both kinds of credentials. */
export const WEBHOOK_ERRORS = {
  ...GENERAL_ERRORS,
  401: errorResponse("The key or token is missing, malformed, unknown, revoked or expired.", CREDENTIAL_FAULTS),
  422: invalid(),
};

/** Errors of the routes that heed an `Idempotency-Key`, also of those that ask for no body. */
export const REPEATABLE_ERRORS = { ...BODY_ERRORS, 422: invalid("idempotency_key_reused") };

export const ENDPOINT_NOT_FOUND = errorResponse("No such endpoint of the account.", ["endpoint_not_found"]);
export const ENDPOINT_DISABLED = errorResponse("The endpoint is disabled.", ["endpoint_disabled"]);
export const INVALID_URL = errorResponse("The URL is not one that may be called.", ["webhook_url_invalid"]);
