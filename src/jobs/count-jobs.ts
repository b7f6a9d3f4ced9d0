import { count } from "drizzle-orm";
import type { Context } from "../context.ts";
import { jobs } from "../db/schema.ts";
import { type JobFilter, matchesFilter } from "./job-filter.ts";

/** How many of the owner's jobs pass a filter. */
export async function countJobs({ db, owner }: Pick<Context, "db" | "owner">, filter: JobFilter): Promise<number> {
  const [counted] = await db.select({ total: count() }).from(jobs).where(matchesFilter({ owner }, filter));
  return counted?.total ?? 0;
}
