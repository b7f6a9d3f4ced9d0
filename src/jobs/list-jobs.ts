import { count, desc, eq } from "drizzle-orm";
import type { Context } from "../context.ts";
import { jobs } from "../db/schema.ts";
import { type JobView, viewOfRow } from "./job-view.ts";

/**
 * A page of the owner's jobs, newest first, and how many there are in all. Read from the index alone, so that a page
 * costs the same whatever was said in its recordings: the views carry no text.
 */
export async function listJobs(
  { db, owner }: Pick<Context, "db" | "owner">,
  { limit, offset }: { limit: number; offset: number },
): Promise<{ views: JobView[]; total: number }> {
  const own = eq(jobs.accountId, owner);
  const [rows, [counted]] = await db.batch([
    db.select().from(jobs).where(own).orderBy(desc(jobs.createdAtMs), desc(jobs.id)).limit(limit).offset(offset),
    db.select({ total: count() }).from(jobs).where(own),
  ]);
  return { views: rows.map((row) => viewOfRow(row, null)), total: counted?.total ?? 0 };
}
