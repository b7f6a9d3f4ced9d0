import type { FaultCode } from "../../../../contract/faults.ts";

/** Why a session is closed. Those from 4000 on are of the contract; the others are RFC 6455's, section 7.4.1. */
export const CLOSE = {
  done: 1000,
  /** The job was cancelled. */
  cancelled: 1001,
  /** The audio is none. */
  badAudio: 1007,
  tooLarge: 1009,
  internal: 1011,
  badKey: 4000,
  badConfig: 4001,
  badModel: 4002,
  noQuota: 4005,
  tooMuch: 4029,
} as const;

const CODES: Partial<Record<FaultCode, number>> = {
  authorization_missing: CLOSE.badKey,
  api_key_invalid: CLOSE.badKey,
  api_key_revoked: CLOSE.badKey,
  api_key_expired: CLOSE.badKey,
  scope_missing: CLOSE.badKey,
  invalid_request: CLOSE.badConfig,
  recognition_model_not_found: CLOSE.badModel,
  credit_empty: CLOSE.noQuota,
  daily_limit_reached: CLOSE.noQuota,
  concurrency_reached: CLOSE.tooMuch,
  audio_unreadable: CLOSE.badAudio,
  audio_without_sound: CLOSE.badAudio,
  audio_too_long: CLOSE.tooLarge,
};

export function closeCodeOf(code: FaultCode): number {
  return CODES[code] ?? CLOSE.internal;
}
