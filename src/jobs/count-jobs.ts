import type { Context } from "../context.ts";
import { jobs } from "../db/schema.ts";
import { type JobFilter, matchesFilter } from "./job-filter.ts";

/** How many of the owner's jobs pass a filter. */
export async function countJobs(ctx: Pick<Context, "db" | "owner">, filter: JobFilter): Promise<number> {
  return ctx.db.$count(jobs, matchesFilter(ctx, filter));
}
