import { eq } from "drizzle-orm";
import type { Database } from "../db/client.ts";
import { ttsJobs } from "../db/schema.ts";
import { speechKey } from "../uploads/object-keys.ts";
import { deleteEventBodies } from "../webhooks/delete-event-bodies.ts";
import type { SpeechStore } from "./speech-store.ts";

/** Deletes the audio and the text of a speech, also from events. The text in the index is empty from then on, as no text ever was. */
export async function forgetSpeech({ record }: SpeechStore, bucket: R2Bucket, db: Database): Promise<void> {
  const { jobId, accountId, format } = record.spec;
  await bucket.delete(speechKey(accountId, jobId, format));
  await deleteEventBodies({ bucket, db }, { jobId, accountId });
  await db.update(ttsJobs).set({ text: "" }).where(eq(ttsJobs.id, jobId));
}
