import { openDatabase } from "../db/client.ts";
import { deleteContent } from "./delete-content.ts";
import type { JobStore } from "./job-store.ts";

/** Deletes the audio and the text of a job, and leaves it in the index. */
export async function forgetJob({ record }: JobStore, { AUDIO, DB }: Env): Promise<void> {
  await deleteContent({ bucket: AUDIO, db: openDatabase(DB) }, record.recording);
}
