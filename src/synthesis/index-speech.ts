import { eq } from "drizzle-orm";
import type { Database } from "../db/client.ts";
import { ttsJobs } from "../db/schema.ts";
import { speechState } from "./speech-state.ts";
import type { SpeechStore } from "./speech-store.ts";

/** Brings the row of a synthesis in the index up to date, once per status. */
export async function indexSpeech(speech: SpeechStore, db: Database): Promise<void> {
  const { record } = speech;
  const { status, durationSamples, failure, startedAtMs, completedAtMs } = speechState(speech);
  if (record.indexedStatus === status) return;
  await db
    .update(ttsJobs)
    .set({
      status,
      durationSamples: status === "complete" ? durationSamples : null,
      failureCode: failure?.code ?? null,
      failureDetail: failure?.detail ?? null,
      startedAtMs,
      completedAtMs,
    })
    .where(eq(ttsJobs.id, record.spec.jobId));
  record.markIndexed(status);
}
