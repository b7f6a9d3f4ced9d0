import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { newId } from "../contract/ids.ts";
import type { AudioSource, JobSpec } from "../contract/job.ts";
import { SAMPLE_RATE } from "../contract/units.ts";
import { type JobStore, openJobStore } from "../jobs/job-store.ts";
import { startJob } from "../jobs/start-job.ts";

/** When the jobs here are created. */
export const CREATED_AT_MS = 1_000_000;

export const SOURCE: AudioSource = {
  objectKey: "uploads/a/b",
  etag: "e",
  sizeBytes: 7,
  sha256: null,
  contentType: "audio/ogg",
};

/** A started job over real Durable Object storage, on an object of its own that does nothing by itself. */
export function withJob<Result>(
  changes: Partial<JobSpec>,
  use: (job: JobStore) => Result | Promise<Result>,
): Promise<Result> {
  return runInDurableObject(env.JOB.getByName(newId()), (_, { storage }) => {
    const job = openJobStore(storage.sql);
    startJob(job, {
      jobId: newId(),
      accountId: newId(),
      source: SOURCE,
      options: { model: "gemma4-e2b-asr", language: "auto", promptPreset: "default" },
      maxDurationSamples: 3600 * SAMPLE_RATE,
      retentionMs: 0,
      createdAtMs: CREATED_AT_MS,
      pace: null,
      ...changes,
    });
    return use(job);
  });
}
