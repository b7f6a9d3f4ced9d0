import type { Context } from "../context.ts";
import { callOut } from "../egress/call-out.ts";
import { EgressRefused, EgressUnavailable } from "../egress/egress-errors.ts";
import { deliveryPolicy } from "./check-target.ts";

const LARGEST_ANSWER_BYTES = 64 * 1024;
const MOST_HEADERS = 100;
const LONGEST_HEADER = 1_000;

export interface Call {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** From the look-up of the host to the last byte of the answer that is read. */
  readonly timeoutMs: number;
}

/** How a receiver answered, or did not. */
export interface Answer {
  /** Null when none came. */
  readonly status: number | null;
  readonly headers: Readonly<Record<string, string>> | null;
  /** At most 64 KB of it, as text; without an answer, what went wrong. */
  readonly body: string;
}

/**
 * POSTs a delivery and takes the answer, whatever it is: a redirect is one like any other. Once its status is there the
 * answer counts, even if its body is cut off by the time limit or by what is read of it.
 */
export async function callEndpoint(
  { env }: Pick<Context, "env">,
  { url, headers, body, timeoutMs }: Call,
): Promise<Answer> {
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const response = await callOut(env, url, { method: "POST", headers, body, signal }, deliveryPolicy(env));
    return { status: response.status, headers: headersOf(response), body: await readStart(response) };
  } catch (error) {
    if (error instanceof EgressRefused || error instanceof EgressUnavailable) return nothing(error.message);
    if (signal.aborted) return nothing(`no answer within ${timeoutMs / 1000} seconds`);
    throw error;
  }
}

function nothing(reason: string): Answer {
  return { status: null, headers: null, body: reason };
}

function headersOf({ headers }: Response): Record<string, string> {
  const shown = [...headers].slice(0, MOST_HEADERS);
  return Object.fromEntries(shown.map(([name, value]) => [name, value.slice(0, LONGEST_HEADER)]));
}

/** What comes of a body before it is large enough, ends, breaks or takes too long. */
async function readStart(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  if (reader === undefined) return "";
  const bytes = new Uint8Array(LARGEST_ANSWER_BYTES);
  let length = 0;
  try {
    while (length < bytes.byteLength) {
      const { value, done } = await reader.read();
      if (done) break;
      const taken = value.subarray(0, bytes.byteLength - length);
      bytes.set(taken, length);
      length += taken.byteLength;
    }
  } catch {
    // What came until then is the answer.
  }
  await reader.cancel().catch(() => {});
  return new TextDecoder().decode(bytes.subarray(0, length));
}
