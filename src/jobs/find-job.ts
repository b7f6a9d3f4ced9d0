import { and, eq } from "drizzle-orm";
import type { Context } from "../context.ts";
import { SpeechFault } from "../contract/faults.ts";
import { Uuid } from "../contract/ids.ts";
import { type JobRow, jobs } from "../db/schema.ts";

/** A job of the owner in the index. Fault: `job_not_found`, the same for an id that is malformed, unknown or foreign. */
export async function findJob({ db, owner }: Pick<Context, "db" | "owner">, id: string): Promise<JobRow> {
  const jobId = Uuid.safeParse(id);
  if (!jobId.success) throw new SpeechFault("job_not_found");
  const [row] = await db
    .select()
    .from(jobs)
    .where(and(eq(jobs.id, jobId.data), eq(jobs.accountId, owner)))
    .limit(1);
  if (row === undefined) throw new SpeechFault("job_not_found");
  return row;
}
