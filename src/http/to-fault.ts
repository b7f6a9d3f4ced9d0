import { HTTPException } from "hono/http-exception";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { type z, ZodError } from "zod";
import { FAULTS, type FaultCode, faultCode, type FaultContext, SpeechFault } from "../contract/faults.ts";
import { describeIssues } from "./describe-issues.ts";

/** A fault as the surfaces render it. */
export interface HttpFault {
  readonly code: FaultCode;
  readonly status: ContentfulStatusCode;
  readonly detail: string;
  /** Facts for programs, where the fault has any. */
  readonly context?: FaultContext | undefined;
  /** Of a request that does not have the form asked for: what is wrong where. */
  readonly issues?: readonly z.core.$ZodIssue[];
}

/** What the caller is told about anything that was thrown. Of an unknown error nothing is told but its title. */
export function toFault(error: unknown): HttpFault {
  const code = faultCode(error);
  if (code !== undefined) return { ...fault(code, detailOf(error)), context: contextOf(error) };
  if (error instanceof ZodError) {
    return { ...fault("invalid_request", describeIssues(error)), issues: error.issues };
  }
  if (error instanceof HTTPException && error.status < 500) {
    return { ...fault("invalid_request", lowerFirst(error.message)), status: error.status };
  }
  return fault(isStorageTrouble(error) ? "storage_unavailable" : "internal");
}

/** The fault of a code, with its title unless something more exact can be said. */
export function fault(code: FaultCode, detail?: string): HttpFault {
  const { status, title } = FAULTS[code];
  return { code, status, detail: detail ?? title };
}

function detailOf(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null || !("detail" in error)) return undefined;
  return typeof error.detail === "string" ? error.detail : undefined;
}

function contextOf(error: unknown): FaultContext | undefined {
  return error instanceof SpeechFault ? error.context : undefined;
}

/**
 * D1 and R2 have no error classes: D1 prefixes its messages, R2 ends them with a code in parentheses, and the runtime
 * marks a Durable Object call that may be tried again. Drizzle wraps what D1 throws.
 */
function isStorageTrouble(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause) {
    if (at.message.startsWith("D1_") || /\(100\d\d\)$/.test(at.message)) return true;
    if (("retryable" in at && at.retryable === true) || ("overloaded" in at && at.overloaded === true)) return true;
  }
  return false;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
