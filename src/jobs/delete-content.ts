import { and, eq, inArray, ne } from "drizzle-orm";
import type { Database } from "../db/client.ts";
import { jobs, jobTexts } from "../db/schema.ts";
import { transcriptKey } from "../uploads/object-keys.ts";
import { deleteEventBodies } from "../webhooks/delete-event-bodies.ts";

/** A job by what is stored of it. */
export interface Recording {
  readonly jobId: string;
  readonly accountId: string;
  /** Of its audio; null where there is none. */
  readonly objectKey: string | null;
}

interface Stores {
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
  const [, needed] = await db.batch([
    db.delete(jobTexts).where(eq(jobTexts.jobId, jobId)),
    db
      .select({ id: jobs.id })
      .from(jobs)
      .where(and(eq(jobs.objectKey, objectKey ?? ""), ne(jobs.id, jobId), isAlive))
      .limit(1),
  ]);
  const goneKey = needed.length > 0 ? null : objectKey;
  await deleteEventBodies({ bucket, db }, { jobId, accountId });
  await bucket.delete(goneKey === null ? transcriptKey(jobId) : [transcriptKey(jobId), goneKey]);
  return goneKey;
}
