import pRetry from "p-retry";
import type { z } from "zod";
import { FAULTS, type FaultCode, SpeechFault, faultCode } from "../src/contract/faults.ts";

export type Fetch = typeof globalThis.fetch;

export interface Call {
  readonly url: string;
  readonly method: "GET" | "POST" | "PUT";
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | string;
  /** Time that one attempt may take, its answer's body included. */
  readonly deadlineMs: number;
  readonly signal?: AbortSignal;
}

/** How a call is tried again: `retries` times, waiting between `minTimeout` and `maxTimeout` ms, doubling, with jitter. */
export interface RetryPolicy {
  readonly retries: number;
  readonly minTimeout: number;
  readonly maxTimeout: number;
}

/**
 * Makes a call once and reads its answer.
 *
 * @throws SpeechFault with the answer's code; `storage_unavailable` when no usable answer came; the reason of `signal`.
 */
export async function callOnce<T>(fetch: Fetch, call: Call, read: (response: Response) => Promise<T>): Promise<T> {
  const deadline = AbortSignal.timeout(call.deadlineMs);
  try {
    const response = await fetch(call.url, {
      method: call.method,
      headers: call.headers,
      body: call.body ?? null,
      signal: call.signal === undefined ? deadline : AbortSignal.any([call.signal, deadline]),
      redirect: "error",
    });
    if (!response.ok) throw await faultOfResponse(response);
    return await read(response);
  } catch (error) {
    call.signal?.throwIfAborted();
    if (error instanceof SpeechFault) throw error;
    throw new SpeechFault("storage_unavailable", "the deployment gave no usable answer", { cause: error });
  }
}

/** {@link callOnce}, tried again while its fault is retryable: no answer, 5xx, 429. Calls must be safe to repeat. */
export function callWithRetry<T>(
  fetch: Fetch,
  call: Call,
  read: (response: Response) => Promise<T>,
  policy: RetryPolicy,
): Promise<T> {
  return pRetry(() => callOnce(fetch, call, read), {
    ...policy,
    randomize: true,
    ...(call.signal === undefined ? {} : { signal: call.signal }),
    shouldRetry: ({ error }) => isRetryable(error),
  });
}

/** Reads a JSON answer of a known form; any other form counts as no usable answer. */
export function jsonOf<T>(schema: z.ZodType<T>): (response: Response) => Promise<T> {
  return async (response) => schema.parse(await response.json());
}

/** Whether the same work may succeed later; true for errors that are no faults of ours. */
function isRetryable(error: unknown): boolean {
  const code = faultCode(error);
  return code === undefined || FAULTS[code].retryable;
}

/** Whether the deployment does not accept the node's key. */
export function isKeyRefused(error: unknown): boolean {
  const code = faultCode(error);
  return code !== undefined && FAULTS[code].status === 401;
}

async function faultOfResponse(response: Response): Promise<SpeechFault> {
  const body: unknown = await response.json().catch(() => null);
  const detail = typeof body === "object" && body !== null && "detail" in body ? body.detail : undefined;
  const code = faultCode(body) ?? codeOfStatus(response.status);
  return new SpeechFault(code, typeof detail === "string" ? detail : `HTTP ${response.status}`);
}

function codeOfStatus(status: number): FaultCode {
  if (status === 401 || status === 403) return "api_key_invalid";
  if (status === 404) return "route_not_found";
  if (status === 412) return "audio_changed";
  return status === 429 || status >= 500 ? "storage_unavailable" : "invalid_request";
}
