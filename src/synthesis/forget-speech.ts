import { eq } from "drizzle-orm";
import type { Database } from "../db/client.ts";
import { ttsJobs } from "../db/schema.ts";
import { speechKey } from "../uploads/object-keys.ts";
import { deleteEventBodies } from "../webhooks/delete-event-bodies.ts";
import type { SpeechStore } from "./speech-store.ts";

/** When the audio and the text of a speech are due to be deleted; null while it runs, and when they are kept. */
export function speechRetentionEndMs({ record }: SpeechStore): number | null {
  const { outcome, spec } = record;
  if (outcome === undefined || spec.retentionMs === 0) return null;
  return outcome.completedAtMs + spec.retentionMs;
}

/** Deletes the audio and the text of a speech, also from events. The text in the index is empty from then on, as no text ever was. */
export async function forgetSpeech({ record }: SpeechStore, bucket: R2Bucket, db: Database): Promise<void> {
  const { jobId, accountId, format } = record.spec;
  await bucket.delete(speechKey(accountId, jobId, format));
  await deleteEventBodies({ bucket, db }, { jobId, accountId });
  await db.update(ttsJobs).set({ text: "" }).where(eq(ttsJobs.id, jobId));
}
