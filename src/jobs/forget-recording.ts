import { openDatabase } from "../db/client.ts";
import { deleteContent } from "./delete-content.ts";
import type { JobStore } from "./job-store.ts";

/** When the audio and the transcript of a job are due to be deleted; null while it runs, and when they are kept. */
export function retentionEndMs({ record }: JobStore): number | null {
  const { outcome, spec } = record;
  if (outcome === undefined || spec.retentionMs === 0) return null;
  return outcome.completedAtMs + spec.retentionMs;
}

/** Deletes the audio and the text of a job, and leaves it in the index. */
export async function forgetRecording({ record }: JobStore, { AUDIO, DB }: Env): Promise<void> {
  await deleteContent({ bucket: AUDIO, db: openDatabase(DB) }, record.recording);
}
