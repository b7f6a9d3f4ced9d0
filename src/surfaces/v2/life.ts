import { z } from "@hono/zod-openapi";
import { type Failure, JobStatus } from "../../contract/job.ts";
import { isoTime } from "../iso-time.ts";

/** What every job tells of its life. */
export const LIFE = {
  job_id: z.uuid().describe("Id of the job."),
  status: JobStatus.describe("`complete`, `failed` and `cancelled` are final; a `deferred` job waits for a free slot."),
  created_at: z.iso.datetime().describe("When the job was created."),
  modified_at: z.iso.datetime().describe("When its status last changed."),
};

interface Life {
  readonly status: JobStatus;
  readonly startedAtMs: number | null;
  readonly completedAtMs: number | null;
}

/** A job's life in the words of v2. */
export function presentLife(
  { id, createdAtMs }: { readonly id: string; readonly createdAtMs: number },
  { status, startedAtMs, completedAtMs }: Life,
) {
  return {
    job_id: id,
    status,
    created_at: isoTime(createdAtMs),
    modified_at: isoTime(completedAtMs ?? startedAtMs ?? createdAtMs),
  };
}

/** Why a job has no result, as an English sentence; null unless it failed or was cancelled. */
export function errorOf({ status, failure }: { status: JobStatus; failure: Failure | null }): string | null {
  if (status === "failed") return failure?.detail || "the job failed";
  return status === "cancelled" ? "the job was cancelled" : null;
}
