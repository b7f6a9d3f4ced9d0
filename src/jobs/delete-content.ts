import { and, eq, inArray, ne } from "drizzle-orm";
import type { Database } from "../db/client.ts";
import { jobs, jobTexts, webhookEvents } from "../db/schema.ts";
import { eventKey, transcriptKey } from "../uploads/object-keys.ts";

/** A job by what is stored of it. */
export interface Recording {
  readonly jobId: string;
  readonly accountId: string;
  /** Of its audio; null where there is none. */
  readonly objectKey: string | null;
}

export interface Stores {
  readonly bucket: R2Bucket;
  readonly db: Database;
}

/**
 * Deletes what was said in a job: transcript, text for search, bodies of events, audio. Audio that another job still needs
 * stays, to go with that one. Gives the key of audio that is gone; again, it is the same.
 */
export async function deleteContent({ bucket, db }: Stores, recording: Recording): Promise<string | null> {
  const { jobId, accountId, objectKey } = recording;
  const isAlive = inArray(jobs.status, ["created", "queued", "deferred", "in_progress"]);
  const [, events, needed] = await db.batch([
    db.delete(jobTexts).where(eq(jobTexts.jobId, jobId)),
    db.select({ id: webhookEvents.id }).from(webhookEvents).where(eq(webhookEvents.jobId, jobId)),
    db
      .select({ id: jobs.id })
      .from(jobs)
      .where(and(eq(jobs.objectKey, objectKey ?? ""), ne(jobs.id, jobId), isAlive))
      .limit(1),
  ]);
  const goneKey = needed.length > 0 ? null : objectKey;
  const keys = [transcriptKey(jobId), ...events.map(({ id }) => eventKey(accountId, id))];
  await bucket.delete(goneKey === null ? keys : [...keys, goneKey]);
  return goneKey;
}
