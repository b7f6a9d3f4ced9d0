import { eq, sql } from "drizzle-orm";
import type { Database } from "../db/client.ts";
import { jobs, jobTexts } from "../db/schema.ts";

/** A row of D1 holds 2 MB, and a UTF-16 unit takes at most 3 bytes there. Many hours of speech are shorter. */
const LONGEST_TEXT = 600_000;

/** The statement that makes a job found by its text. Run again it replaces the text; of an erased job it keeps nothing. */
export function indexText(db: Database, { jobId, text }: { jobId: string; text: string }) {
  const kept = text.slice(0, LONGEST_TEXT).toWellFormed();
  const indexed = db
    .select({
      id: sql<number>`NULL`.as("id"),
      jobId: jobs.id,
      owner: sql<string>`replace(${jobs.accountId}, '-', '')`.as("owner"),
      text: sql<string>`${kept}`.as("text"),
    })
    .from(jobs)
    .where(eq(jobs.id, jobId));
  return db
    .insert(jobTexts)
    .select(indexed)
    .onConflictDoUpdate({ target: jobTexts.jobId, set: { text: sql`excluded.text` } });
}
