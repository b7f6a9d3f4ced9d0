import { FAULTS, SpeechFault } from "../../contract/faults.ts";
import type { Failure } from "../../contract/job.ts";
import { EgressRefused, EgressUnavailable } from "../../egress/egress-errors.ts";

/** What a job is told of anything that was thrown while its audio was fetched. Unknown errors tell nothing of themselves. */
export function failureOf(error: unknown): Failure {
  if (error instanceof SpeechFault) return { code: error.code, detail: error.detail };
  if (error instanceof EgressRefused) return { code: "uri_invalid", detail: `the audio URI ${error.reason}` };
  if (error instanceof EgressUnavailable) {
    return { code: "uri_unreachable", detail: `the audio could not be downloaded: ${error.message}` };
  }
  return { code: "internal", detail: FAULTS.internal.title };
}
