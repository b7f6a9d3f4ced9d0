import { asc, count, desc } from "drizzle-orm";
import type { Context } from "../context.ts";
import { type SpeechRow, ttsJobs } from "../db/schema.ts";
import { matchesSpeechFilter, type SpeechFilter } from "./speech-filter.ts";

export interface SpeechQuery {
  readonly limit: number;
  readonly offset: number;
  readonly filter: SpeechFilter;
  /** Speeches without a label come before all others. */
  readonly sortBy: "time" | "label";
  readonly isAscending: boolean;
}

/** A page of the owner's speeches in the index, and how many there are in all. */
export async function findSpeeches(
  { db, owner }: Pick<Context, "db" | "owner">,
  { limit, offset, filter, sortBy, isAscending }: SpeechQuery,
): Promise<{ rows: SpeechRow[]; total: number }> {
  const matches = matchesSpeechFilter({ owner }, filter);
  const columns = [...(sortBy === "label" ? [ttsJobs.label] : []), ttsJobs.createdAtMs, ttsJobs.id];
  const [rows, [counted]] = await db.batch([
    db
      .select()
      .from(ttsJobs)
      .where(matches)
      .orderBy(...columns.map((column) => (isAscending ? asc(column) : desc(column))))
      .limit(limit)
      .offset(offset),
    db.select({ total: count() }).from(ttsJobs).where(matches),
  ]);
  return { rows, total: counted?.total ?? 0 };
}
