import { asc, count, desc, inArray } from "drizzle-orm";
import type { Context } from "../context.ts";
import { type JobRow, jobs } from "../db/schema.ts";
import { type JobFilter, matchesFilter } from "./job-filter.ts";

export interface JobQuery {
  readonly limit: number;
  readonly offset: number;
  readonly filter?: JobFilter;
  /** Default: by time. Jobs without a label come before all others. */
  readonly sortBy?: "time" | "label";
  /** Default: newest or greatest first. */
  readonly isAscending?: boolean;
}

/**
 * A page of the owner's jobs in the index, and how many there are in all. The page is found by the keys alone, which an
 * index covers, so that one far from the start costs no reading of the rows before it.
 */
export async function findJobs(
  { db, owner }: Pick<Context, "db" | "owner">,
  { limit, offset, filter = {}, sortBy = "time", isAscending = false }: JobQuery,
): Promise<{ rows: JobRow[]; total: number }> {
  const matches = matchesFilter({ owner }, filter);
  const columns = [...(sortBy === "label" ? [jobs.label] : []), jobs.createdAtMs, jobs.id];
  const order = columns.map((column) => (isAscending ? asc(column) : desc(column)));
  const keys = db
    .select({ id: jobs.id })
    .from(jobs)
    .where(matches)
    .orderBy(...order)
    .limit(limit)
    .offset(offset);
  const [rows, [counted]] = await db.batch([
    db
      .select()
      .from(jobs)
      .where(inArray(jobs.id, keys))
      .orderBy(...order),
    db.select({ total: count() }).from(jobs).where(matches),
  ]);
  return { rows, total: counted?.total ?? 0 };
}
