import type { FaultCode } from "../contract/faults.ts";
import type { Failure } from "../contract/job.ts";

const UNFIT: ReadonlySet<FaultCode> = new Set(["audio_unreadable", "audio_without_sound", "audio_too_long"]);

/** Whether a job failed because its audio is fit for no job at all. */
export function isUnfit(failure: Failure): boolean {
  return UNFIT.has(failure.code);
}
