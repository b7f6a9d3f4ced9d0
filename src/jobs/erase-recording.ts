import { eq } from "drizzle-orm";
import { openDatabase } from "../db/client.ts";
import { jobs, jobTexts, uploads, webhookEvents } from "../db/schema.ts";
import { deletePrefix } from "../uploads/delete-prefix.ts";
import { partPrefix, slicePrefix } from "../uploads/object-keys.ts";
import { deleteContent, type Recording } from "./delete-content.ts";
import type { JobStore } from "./job-store.ts";
import { settleJob } from "./settle-job.ts";

/**
 * Erases a job from everywhere but its own object: its row first, from then on nobody finds it. Interrupted, it is run
 * again from the start; run again, it changes nothing.
 */
export async function eraseRecording(job: JobStore, recording: Recording, env: Env): Promise<void> {
  const { jobId } = recording;
  const db = openDatabase(env.DB);
  await db.batch([db.delete(jobTexts).where(eq(jobTexts.jobId, jobId)), db.delete(jobs).where(eq(jobs.id, jobId))]);
  // One that its object had forgotten was settled before.
  if (job.record.isStarted()) await settleJob(job, env);
  await deletePrefix(env.AUDIO, slicePrefix(jobId));
  await deletePrefix(env.AUDIO, partPrefix(jobId));
  const goneKey = await deleteContent({ bucket: env.AUDIO, db }, recording);
  if (goneKey !== null) await db.delete(uploads).where(eq(uploads.objectKey, goneKey));
  // Last, since the keys of their bodies are found by them. Deliveries go with their events.
  await db.delete(webhookEvents).where(eq(webhookEvents.jobId, jobId));
}
