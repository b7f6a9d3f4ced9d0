import { and, eq, isNull, or, type SQL, sql } from "drizzle-orm";
import type { Context } from "../context.ts";
import { ttsJobs } from "../db/schema.ts";
import { isWithin, type TimeWindow } from "../db/time-window.ts";

/** Which of an account's speeches are meant, created when; all of them by default. */
export interface SpeechFilter extends TimeWindow {
  /** What occurs in the text as it was given. */
  readonly query?: string | undefined;
}

/** The condition for the owner's speeches that are not archived and pass a filter; streams are none, nothing of them is kept. */
export function matchesSpeechFilter(
  { owner }: Pick<Context, "owner">,
  { query, ...window }: SpeechFilter,
): SQL | undefined {
  return and(
    eq(ttsJobs.accountId, owner),
    isNull(ttsJobs.archivedAtMs),
    eq(ttsJobs.delivery, "object"),
    isWithin(ttsJobs.createdAtMs, window),
    query === undefined ? undefined : occurs(query),
  );
}

/** SQLite knows the cases of ASCII only, so other letters are looked for as they are commonly written. */
function occurs(query: string): SQL | undefined {
  const lower = query.toLowerCase();
  const spellings = new Set([query, lower, query.toUpperCase(), lower.charAt(0).toUpperCase() + lower.slice(1)]);
  return or(...Array.from(spellings, (spelling) => sql`${ttsJobs.text} LIKE ${toPattern(spelling)} ESCAPE '!'`));
}

function toPattern(text: string): string {
  return `%${text.replaceAll(/[!%_]/g, "!$&")}%`;
}
