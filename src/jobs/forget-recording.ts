import { and, eq, inArray } from "drizzle-orm";
import type { Database } from "../db/client.ts";
import { jobs } from "../db/schema.ts";
import { transcriptKey } from "../uploads/object-keys.ts";
import type { JobStore } from "./job-store.ts";

/** When the audio and the transcript of a job are due to be deleted; null while it runs, and when they are kept. */
export function retentionEndMs({ record }: JobStore): number | null {
  const { outcome, spec } = record;
  if (outcome === undefined || spec.retentionMs === 0) return null;
  return outcome.completedAtMs + spec.retentionMs;
}

/** Deletes the audio and the transcript of a job. Audio that another job still needs goes with that one. */
export async function forgetRecording({ record }: JobStore, bucket: R2Bucket, db: Database): Promise<void> {
  const { jobId } = record.spec;
  const { source } = record;
  await bucket.delete(transcriptKey(jobId));
  if (source === null) return;
  const running = inArray(jobs.status, ["created", "queued", "deferred", "in_progress"]);
  const others = await db
    .select({ id: jobs.id })
    .from(jobs)
    .where(and(eq(jobs.objectKey, source.objectKey), running))
    .limit(1);
  if (others.length === 0) await bucket.delete(source.objectKey);
}
