import { and, eq, gte, isNull, lt, type SQL, sql } from "drizzle-orm";
import type { Context } from "../context.ts";
import { jobs } from "../db/schema.ts";
import { searchTerms } from "./search-terms.ts";

/** Which of an account's jobs are meant; all of them by default. */
export interface JobFilter {
  /** Created then or later. */
  readonly fromMs?: number | undefined;
  /** Created before then. */
  readonly beforeMs?: number | undefined;
  /** What was said in them, in the words of {@link searchTerms}; without a word in it, it means none. */
  readonly query?: string | undefined;
}

/** The condition for the owner's jobs that are not archived and pass a filter. */
export function matchesFilter(
  { owner }: Pick<Context, "owner">,
  { fromMs, beforeMs, query }: JobFilter,
): SQL | undefined {
  return and(
    eq(jobs.accountId, owner),
    isNull(jobs.archivedAtMs),
    fromMs === undefined ? undefined : gte(jobs.createdAtMs, fromMs),
    beforeMs === undefined ? undefined : lt(jobs.createdAtMs, beforeMs),
    query === undefined ? undefined : says(owner, query),
  );
}

function says(owner: string, query: string): SQL {
  const terms = searchTerms(query);
  if (terms === null) return sql`0`;
  const match = `owner : "${owner.replaceAll("-", "")}" AND text : (${terms})`;
  return sql`${jobs.id} IN (
    SELECT job_id FROM job_search JOIN job_texts ON job_texts.id = job_search.rowid WHERE job_search MATCH ${match}
  )`;
}
