import { eq } from "drizzle-orm";
import type { Database } from "../db/client.ts";
import { webhookEvents } from "../db/schema.ts";
import { eventKey } from "../uploads/object-keys.ts";

/** Deletes what endpoints are told of a job; what has not been delivered by then never is. The events stay listed. */
export async function deleteEventBodies(
  { bucket, db }: { bucket: R2Bucket; db: Database },
  { jobId, accountId }: { jobId: string; accountId: string },
): Promise<void> {
  const events = await db.select({ id: webhookEvents.id }).from(webhookEvents).where(eq(webhookEvents.jobId, jobId));
  if (events.length === 0) return;
  await bucket.delete(events.map(({ id }) => eventKey(accountId, id)));
}
