import { and, eq, isNull, type SQL, sql } from "drizzle-orm";
import type { Context } from "../context.ts";
import { jobs } from "../db/schema.ts";
import { isWithin, type TimeWindow } from "../db/time-window.ts";
import { searchTerms } from "./search-terms.ts";

/** Which of an account's jobs are meant, created when; all of them by default. */
export interface JobFilter extends TimeWindow {
  /** What was said in them, in the words of {@link searchTerms}; without a word in it, it means none. */
  readonly query?: string | undefined;
}

/** The condition for the owner's jobs that are not archived and pass a filter. */
export function matchesFilter({ owner }: Pick<Context, "owner">, { query, ...window }: JobFilter): SQL | undefined {
  return and(
    eq(jobs.accountId, owner),
    isNull(jobs.archivedAtMs),
    isWithin(jobs.createdAtMs, window),
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
