import { eq } from "drizzle-orm";
import { jobs, jobTexts, uploads, webhookEvents } from "../db/schema.ts";
import { deletePrefix } from "../uploads/delete-prefix.ts";
import { partPrefix, slicePrefix } from "../uploads/object-keys.ts";
import { deleteContent, type Recording, type Stores } from "./delete-content.ts";

/**
 * Deletes every trace of a job outside its own object: its row first, from then on nobody finds it. Interrupted, it is run
 * again from the start; run again, it changes nothing.
 */
export async function eraseRecording(stores: Stores, recording: Recording): Promise<void> {
  const { bucket, db } = stores;
  const { jobId } = recording;
  await db.batch([db.delete(jobTexts).where(eq(jobTexts.jobId, jobId)), db.delete(jobs).where(eq(jobs.id, jobId))]);
  await deletePrefix(bucket, slicePrefix(jobId));
  await deletePrefix(bucket, partPrefix(jobId));
  const goneKey = await deleteContent(stores, recording);
  if (goneKey !== null) await db.delete(uploads).where(eq(uploads.objectKey, goneKey));
  // Last, since the keys of their bodies are found by them. Deliveries go with their events.
  await db.delete(webhookEvents).where(eq(webhookEvents.jobId, jobId));
}
