import { and, eq, isNull } from "drizzle-orm";
import type { Context } from "../context.ts";
import { SpeechFault } from "../contract/faults.ts";
import { isTerminal } from "../contract/job.ts";
import { ttsJobs } from "../db/schema.ts";
import { insist } from "../jobs/insist.ts";
import { findSpeech } from "./find-speech.ts";
import { getSpeech, type SpeechView } from "./get-speech.ts";

/**
 * Hides a synthesis of the owner for good and gives it as it was last; one that waits is cancelled first. Whether it
 * still waits is for its own object to say. Faults: `speech_not_found`, also for one that is archived already,
 * `job_in_progress`, `storage_unavailable`.
 */
export async function archiveSpeech(ctx: Context, id: string): Promise<SpeechView> {
  const { id: jobId, status } = await findSpeech(ctx, id);
  if (!isTerminal(status)) {
    const answer = await insist(ctx, "synthesis.cancel", () => ctx.env.SYNTHESIS.getByName(jobId).cancel("waiting"));
    if (answer === "running") throw new SpeechFault("job_in_progress", undefined, { context: { jobId } });
    // Its row is there before its object knows of it: a moment later the answer is another.
    if (answer === "unknown") throw new SpeechFault("storage_unavailable");
  }
  const view = await getSpeech(ctx, id);
  const archived = await ctx.db
    .update(ttsJobs)
    .set({ archivedAtMs: Date.now() })
    .where(and(eq(ttsJobs.id, jobId), isNull(ttsJobs.archivedAtMs)))
    .returning({ id: ttsJobs.id });
  if (archived.length === 0) throw new SpeechFault("speech_not_found", undefined, { context: { jobId } });
  return view;
}
