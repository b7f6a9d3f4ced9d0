import { z } from "zod";

interface FaultKind {
  /** HTTP status on surfaces that speak plain REST. */
  readonly status: number;
  /** Short sentence fit for a client; never contains data of the request. */
  readonly title: string;
  /** Whether the same call may succeed later without any change. Nodes choose ack or retry by it. */
  readonly retryable: boolean;
}

/** Every way in which this product refuses or fails, keyed by its stable code. */
export const FAULTS = {
  invalid_request: { status: 400, title: "the request is not valid", retryable: false },
  authorization_missing: { status: 401, title: "missing Authorization header", retryable: false },
  authorization_malformed: { status: 401, title: "invalid Authorization header format", retryable: false },
  api_key_invalid: { status: 401, title: "invalid api key", retryable: false },
  api_key_revoked: { status: 401, title: "api key has been revoked", retryable: false },
  api_key_expired: { status: 401, title: "api key has expired", retryable: false },
  token_invalid: { status: 401, title: "invalid token", retryable: false },
  token_expired: { status: 401, title: "token expired", retryable: false },
  scope_missing: { status: 403, title: "the api key has no permission for this route", retryable: false },
  identity_unavailable: { status: 503, title: "the identity provider does not answer, try again", retryable: true },
  api_key_not_found: { status: 404, title: "api key not found", retryable: false },
  idempotency_key_reused: {
    status: 422,
    title: "the Idempotency-Key was used with another request",
    retryable: false,
  },
  credit_empty: { status: 402, title: "no transcription credits remaining", retryable: false },
  concurrency_reached: { status: 429, title: "too many jobs are already running", retryable: true },
  daily_limit_reached: { status: 429, title: "the daily limit of jobs is reached", retryable: true },
  route_not_found: { status: 404, title: "no such route", retryable: false },
  method_not_allowed: { status: 405, title: "the method is not allowed on this route", retryable: false },
  account_not_found: { status: 404, title: "account not found", retryable: false },
  node_not_found: { status: 404, title: "node not found", retryable: false },
  job_not_found: { status: 404, title: "transcription not found", retryable: false },
  speech_not_found: { status: 404, title: "speech not found", retryable: false },
  speech_not_ready: { status: 404, title: "audio not ready", retryable: false },
  upload_not_found: { status: 400, title: "no uploaded file under this object_key", retryable: false },
  upload_empty: { status: 400, title: "the uploaded file is empty", retryable: false },
  upload_too_large: { status: 413, title: "the file is larger than the limit", retryable: false },
  audio_missing: { status: 404, title: "the audio is no longer stored", retryable: false },
  audio_changed: { status: 412, title: "the audio changed after the job was created", retryable: false },
  audio_checksum_mismatch: {
    status: 400,
    title: "the stored audio does not match its declared SHA-256",
    retryable: false,
  },
  audio_unreadable: { status: 400, title: "the file is not readable audio", retryable: false },
  audio_without_sound: { status: 400, title: "the file contains no audio track", retryable: false },
  audio_too_long: { status: 400, title: "the audio is longer than the limit", retryable: false },
  audio_not_given: { status: 400, title: "there is no audio data in the request", retryable: false },
  audio_not_base64: { status: 400, title: "the audio data is not valid base64", retryable: false },
  uri_invalid: { status: 400, title: "the audio URI is not one that may be fetched", retryable: false },
  uri_unreachable: { status: 400, title: "the audio could not be downloaded from its URI", retryable: true },
  uri_refused: { status: 400, title: "the server of the audio URI refuses to give it out", retryable: false },
  recognition_model_not_found: { status: 400, title: "no such recognition model", retryable: false },
  recognition_model_unable: { status: 400, title: "the model cannot do what was asked", retryable: false },
  waiting_not_allowed: { status: 400, title: "this request cannot be waited for", retryable: false },
  job_in_progress: { status: 409, title: "the job is in progress", retryable: false },
  job_over: { status: 409, title: "the job is already over", retryable: false },
  decoder_crashed: { status: 500, title: "the audio decoder crashed on this file", retryable: true },
  engine_failed: { status: 500, title: "recognition failed", retryable: true },
  synthesis_failed: { status: 500, title: "speech synthesis failed", retryable: true },
  synthesis_model_not_found: { status: 400, title: "no such synthesis model", retryable: false },
  speech_text_missing: { status: 400, title: "there is no text in the request", retryable: false },
  speech_text_too_long: { status: 400, title: "the text is longer than the limit", retryable: false },
  speech_not_waitable: { status: 400, title: "a text of this length cannot be waited for", retryable: false },
  ssml_invalid: { status: 400, title: "the SSML is not valid", retryable: false },
  endpoint_not_found: { status: 404, title: "webhook endpoint not found", retryable: false },
  event_not_found: { status: 404, title: "webhook event not found", retryable: false },
  delivery_not_found: { status: 404, title: "webhook delivery not found", retryable: false },
  endpoint_disabled: {
    status: 409,
    title: "the webhook endpoint is disabled, update it to have it called again",
    retryable: false,
  },
  webhook_url_invalid: { status: 400, title: "the webhook URL is not one that may be called", retryable: false },
  synthesis_unavailable: { status: 503, title: "no node took up the text, try again", retryable: true },
  attempts_exhausted: { status: 500, title: "no node could finish this part of the audio", retryable: false },
  plan_conflict: { status: 409, title: "the plan contradicts what was already planned", retryable: false },
  storage_unavailable: { status: 503, title: "storage is unavailable, try again", retryable: true },
  queue_unavailable: { status: 503, title: "the queue is unavailable, try again", retryable: true },
  internal: { status: 500, title: "internal error", retryable: true },
} as const satisfies Record<string, FaultKind>;

export type FaultCode = keyof typeof FAULTS;

export const FaultCode = z.custom<FaultCode>((value) => typeof value === "string" && Object.hasOwn(FAULTS, value));

export type FaultContext = Readonly<Record<string, string | number>>;

interface FaultOptions extends ErrorOptions {
  readonly context?: FaultContext;
}

/**
 * A refusal or failure with a stable code. `detail` is written for the caller and may be shown; put everything else
 * into the log. Over Durable Object RPC the class is lost and `code` survives: recognise faults with {@link faultCode}.
 */
export class SpeechFault extends Error {
  readonly code: FaultCode;
  readonly detail: string;
  /** Facts for programs, such as the limit that was passed. */
  readonly context: FaultContext | undefined;

  constructor(code: FaultCode, detail: string = FAULTS[code].title, options: FaultOptions = {}) {
    super(`${code}: ${detail}`, options);
    this.name = "SpeechFault";
    this.code = code;
    this.detail = detail;
    this.context = options.context;
  }
}

/** The code of a fault, also of one that crossed an RPC boundary; undefined for any other value. */
export function faultCode(error: unknown): FaultCode | undefined {
  if (typeof error !== "object" || error === null || !("code" in error)) return undefined;
  const parsed = FaultCode.safeParse(error.code);
  return parsed.success ? parsed.data : undefined;
}
