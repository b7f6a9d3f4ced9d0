import { and, eq, isNull } from "drizzle-orm";
import type { Context } from "../context.ts";
import { SpeechFault } from "../contract/faults.ts";
import { Uuid } from "../contract/ids.ts";
import { type SpeechRow, ttsJobs } from "../db/schema.ts";

/**
 * A synthesis of the owner in the index. Fault: `speech_not_found` with the id, the same for one that is malformed,
 * unknown, foreign or archived.
 */
export async function findSpeech({ db, owner }: Pick<Context, "db" | "owner">, id: string): Promise<SpeechRow> {
  const jobId = Uuid.safeParse(id);
  if (!jobId.success) throw notFound(id);
  const [row] = await db
    .select()
    .from(ttsJobs)
    .where(and(eq(ttsJobs.id, jobId.data), eq(ttsJobs.accountId, owner), isNull(ttsJobs.archivedAtMs)))
    .limit(1);
  if (row === undefined) throw notFound(id);
  return row;
}

function notFound(jobId: string): SpeechFault {
  return new SpeechFault("speech_not_found", undefined, { context: { jobId } });
}
