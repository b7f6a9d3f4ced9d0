import type { Context } from "hono";
import { type FaultCode, type FaultContext, FAULTS } from "../../contract/faults.ts";
import type { AppEnv } from "../../http/app-env.ts";
import { setFaultHeaders } from "../../http/fault-headers.ts";
import type { HttpFault } from "../../http/to-fault.ts";

type Row = readonly [status: string, httpStatus?: HttpFault["status"]];

const INVALID_KEY: Row = ["auth_invalid_api_key"];
const UNAUTHORIZED: Row = ["auth_unauthorized"];
const INVALID: Row = ["request_validation_error", 422];
const UNSUPPORTED_MEDIA: Row = ["asr_request_unsupported_media_type", 400];
const INTERNAL: Row = ["internal_server_error", 500];
const UNAVAILABLE: Row = ["service_unavailable", 503];

/** How v2 names each fault, and the HTTP status where it differs from the fault's own. */
const STATUSES: Readonly<Record<FaultCode, Row>> = {
  invalid_request: INVALID,
  authorization_missing: UNAUTHORIZED,
  authorization_malformed: UNAUTHORIZED,
  api_key_invalid: INVALID_KEY,
  api_key_revoked: INVALID_KEY,
  api_key_expired: INVALID_KEY,
  token_invalid: INVALID_KEY,
  token_expired: INVALID_KEY,
  scope_missing: ["forbidden"],
  identity_unavailable: UNAVAILABLE,
  api_key_not_found: ["api_key_not_found"],
  idempotency_key_reused: INVALID,
  credit_empty: ["quota_empty", 403],
  concurrency_reached: ["quota_empty", 403],
  daily_limit_reached: ["quota_empty", 403],
  route_not_found: ["route_not_found"],
  method_not_allowed: ["method_not_allowed"],
  account_not_found: ["account_not_found"],
  node_not_found: ["node_not_found"],
  job_not_found: ["job_not_found"],
  job_in_progress: ["job_cancellation_failure", 403],
  job_over: ["job_cancellation_failure", 403],
  speech_not_found: ["job_not_found"],
  speech_not_ready: ["job_not_found"],
  upload_not_found: ["asr_request_no_audio_data"],
  upload_empty: ["asr_request_no_audio_data"],
  upload_too_large: ["asr_request_file_too_large", 400],
  audio_missing: INTERNAL,
  audio_changed: INTERNAL,
  audio_checksum_mismatch: INTERNAL,
  audio_unreadable: UNSUPPORTED_MEDIA,
  audio_without_sound: UNSUPPORTED_MEDIA,
  audio_too_long: ["asr_request_file_too_large"],
  audio_not_given: ["asr_request_no_audio_data"],
  audio_not_base64: ["asr_request_invalid_data"],
  uri_invalid: ["asr_request_invalid_uri"],
  uri_unreachable: ["asr_request_uri_download_error"],
  uri_refused: ["asr_request_uri_download_error"],
  recognition_model_not_found: ["asr_model_not_found"],
  recognition_model_unable: ["asr_model_unable"],
  waiting_not_allowed: ["asr_request_waiting_not_allowed"],
  decoder_crashed: INTERNAL,
  engine_failed: INTERNAL,
  synthesis_failed: INTERNAL,
  synthesis_model_not_found: ["tts_model_not_found"],
  speech_text_missing: ["tts_request_no_text_data"],
  speech_text_too_long: ["tts_request_too_large"],
  speech_not_waitable: ["tts_request_not_waitable"],
  ssml_invalid: ["tts_request_invalid_ssml"],
  synthesis_unavailable: UNAVAILABLE,
  endpoint_not_found: ["endpoint_not_found"],
  event_not_found: ["event_not_found"],
  delivery_not_found: ["delivery_not_found"],
  endpoint_disabled: ["endpoint_disabled"],
  webhook_url_invalid: ["invalid_url"],
  attempts_exhausted: INTERNAL,
  plan_conflict: INTERNAL,
  storage_unavailable: UNAVAILABLE,
  queue_unavailable: UNAVAILABLE,
  internal: INTERNAL,
};

/** Names of what the middleware refuses before the form of a request is looked at, by the HTTP status. */
const REFUSALS: Readonly<Record<number, string>> = {
  413: "request_too_large",
  415: "unsupported_media_type",
  426: "upgrade_required",
};

/** What v2 says in place of a fault's own title: here all work is called a job. */
const TITLES: Partial<Readonly<Record<FaultCode, string>>> = {
  job_not_found: "job not found",
  speech_not_found: "job not found",
};

/** What v2 says of a fault of which there is nothing more to say. */
export function titleOf(code: FaultCode): string {
  return TITLES[code] ?? FAULTS[code].title;
}

/** What v2 calls a fault. */
export function statusNameOf(code: FaultCode): string {
  return STATUSES[code][0];
}

/** `{status, message, context?}`, the error shape of v2. */
export function renderStatus(c: Context<AppEnv>, problem: HttpFault): Response {
  const [status, httpStatus = problem.status] = statusOf(problem);
  setFaultHeaders(c, httpStatus);
  const context = contextOf(c, problem, httpStatus);
  return c.json({ status, message: messageOf(problem), ...(context && { context }) }, httpStatus);
}

function statusOf({ code, status, context, issues }: HttpFault): Row {
  const refusal = REFUSALS[status];
  if (code === "invalid_request" && issues === undefined && refusal !== undefined) return [refusal, status];
  if (code === "credit_empty" && context?.["currentSeconds"]) return ["quota_insufficient", 403];
  return STATUSES[code];
}

function messageOf({ code, detail, context }: HttpFault): string {
  if (code === "audio_too_long" && context !== undefined) {
    const { duration, max_duration } = presentLengths(context);
    return `the audio is too large: ${duration} s > ${max_duration} s`;
  }
  if (code === "credit_empty" && context?.["currentSeconds"]) {
    return `the job needs ${context["requiredSeconds"]} seconds of credit, and ${context["currentSeconds"]} are left`;
  }
  return detail === FAULTS[code].title ? titleOf(code) : detail;
}

function contextOf(c: Context<AppEnv>, problem: HttpFault, httpStatus: number): object | undefined {
  const { code, context, issues } = problem;
  if (issues !== undefined) {
    return { errors: issues.map(({ path, message, code: type }) => ({ loc: path, msg: message, type })) };
  }
  if (httpStatus >= 500) return { request_id: c.get("scope").requestId };
  if (context === undefined) return undefined;
  if (code === "audio_too_long") return presentLengths(context);
  if (code !== "credit_empty") {
    return Object.fromEntries(Object.entries(context).map(([name, value]) => [toSnakeCase(name), value]));
  }
  const { currentSeconds, requiredSeconds } = context;
  return currentSeconds ? { current: currentSeconds, required: requiredSeconds } : undefined;
}

/** Lengths as text: a decoder that gave up at the limit has not found out the whole. */
function presentLengths({ seconds, maxSeconds }: FaultContext): { duration: string; max_duration: string } {
  return { duration: String(seconds ?? `${maxSeconds}+`), max_duration: String(maxSeconds) };
}

function toSnakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
