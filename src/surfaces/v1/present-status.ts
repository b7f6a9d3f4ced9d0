import type { JobStatus } from "../../contract/job.ts";
import type { Transcription } from "./wire.ts";

const STATUS: Readonly<Record<JobStatus, Transcription["status"]>> = {
  created: "queued",
  queued: "queued",
  deferred: "queued",
  in_progress: "processing",
  complete: "completed",
  failed: "failed",
  cancelled: "failed",
};

/** The status of a transcription or a synthesis in the words of v1. */
export function presentStatus(status: JobStatus): Transcription["status"] {
  return STATUS[status];
}
