import { eq } from "drizzle-orm";
import type { JobStatus } from "../src/contract/job.ts";
import { openDatabase } from "../src/db/client.ts";
import { jobs, ttsJobs } from "../src/db/schema.ts";
import { viewOfRow } from "../src/jobs/job-view.ts";
import { presentJobEvent } from "../src/surfaces/v2/webhooks/present-job-event.ts";
import { presentSpeechEvent } from "../src/surfaces/v2/webhooks/present-speech-event.ts";
import { stateOfRow } from "../src/synthesis/speech-state.ts";
import { loadTranscript } from "../src/transcripts/load-transcript.ts";
import { announceEvent } from "../src/webhooks/announce-event.ts";

/**
 * Tells the webhook endpoints of its account that a recognition job completed or failed; of one that was cancelled, or
 * erased meanwhile, nothing is told. Safe to repeat until it succeeds; no receiver is waited for.
 */
export async function announceJob(env: Env, jobId: string): Promise<void> {
  const db = openDatabase(env.DB);
  const [row] = await db.select().from(jobs).where(eq(jobs.id, jobId)).limit(1);
  const ending = row && endingOf(row.status);
  if (row === undefined || ending === undefined) return;
  const ctx = { env, db, owner: row.accountId };
  await announceEvent(ctx, {
    jobId,
    type: `stt.jobs.${ending}`,
    makeBody: async () => presentJobEvent(viewOfRow(row, await loadTranscript(ctx, jobId))),
  });
}

/** The same for a synthesis. One that was streamed is not told of: whoever listened has it, and nothing is kept. */
export async function announceSpeech(env: Env, jobId: string): Promise<void> {
  const db = openDatabase(env.DB);
  const [row] = await db.select().from(ttsJobs).where(eq(ttsJobs.id, jobId)).limit(1);
  const ending = row?.delivery === "object" ? endingOf(row.status) : undefined;
  if (row === undefined || ending === undefined) return;
  const ctx = { env, db, owner: row.accountId };
  await announceEvent(ctx, {
    jobId,
    type: `tts.jobs.${ending}`,
    makeBody: () => presentSpeechEvent(ctx, { row, state: stateOfRow(row) }),
  });
}

function endingOf(status: JobStatus): "completed" | "failed" | undefined {
  if (status === "complete") return "completed";
  return status === "failed" ? "failed" : undefined;
}
