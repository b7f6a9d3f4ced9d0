import type { FaultCode } from "../contract/faults.ts";

/** Why a bearer, of a key or a token, may not come in. */
export const CREDENTIAL_FAULTS = [
  "authorization_missing",
  "authorization_malformed",
  "api_key_invalid",
  "api_key_revoked",
  "api_key_expired",
  "token_invalid",
  "token_expired",
] as const satisfies readonly FaultCode[];
