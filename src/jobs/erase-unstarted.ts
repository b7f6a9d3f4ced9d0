import { and, eq, lt } from "drizzle-orm";
import type { Database } from "../db/client.ts";
import { jobs } from "../db/schema.ts";

/** Clocks of two machines differ by less; a second attempt at the same job comes later. */
const CLOCK_SKEW_MS = 30_000;

/** Takes a job out of the index that was created and never started; one created anew under its id stays. */
export async function eraseUnstarted(
  db: Database,
  { jobId, createdAtMs }: { jobId: string; createdAtMs: number },
): Promise<void> {
  await db.delete(jobs).where(and(eq(jobs.id, jobId), lt(jobs.createdAtMs, createdAtMs + CLOCK_SKEW_MS)));
}
