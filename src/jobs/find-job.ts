import { and, eq, isNull } from "drizzle-orm";
import type { Context } from "../context.ts";
import { SpeechFault } from "../contract/faults.ts";
import { Uuid } from "../contract/ids.ts";
import { type JobRow, jobs } from "../db/schema.ts";

/**
 * A job of the owner in the index. Fault: `job_not_found` with the id, the same for one that is malformed, unknown,
 * foreign or archived.
 */
export async function findJob({ db, owner }: Pick<Context, "db" | "owner">, id: string): Promise<JobRow> {
  const jobId = Uuid.safeParse(id);
  if (!jobId.success) throw notFound(id);
  const [row] = await db
    .select()
    .from(jobs)
    .where(and(eq(jobs.id, jobId.data), eq(jobs.accountId, owner), isNull(jobs.archivedAtMs)))
    .limit(1);
  if (row === undefined) throw notFound(id);
  return row;
}

function notFound(jobId: string): SpeechFault {
  return new SpeechFault("job_not_found", undefined, { context: { jobId } });
}
