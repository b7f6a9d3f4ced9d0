import { and, count, eq, gte, lt, sql, sum } from "drizzle-orm";
import type { SQLiteColumn } from "drizzle-orm/sqlite-core";
import type { Context } from "../context.ts";
import { DAY_MS } from "../contract/units.ts";
import { samplesToSeconds } from "../contract/units.ts";
import { jobs, ttsJobs } from "../db/schema.ts";

/** What an account used on one UTC day, by the day on which each job was created. */
export interface DailyUsage {
  /** Number of the day, counted from the epoch. */
  readonly day: number;
  readonly jobs: number;
  /** Measured length of the recordings that were transcribed to the end. */
  readonly audioSeconds: number;
  /** Code points of the texts that were spoken, or are to be; those that failed do not count. */
  readonly characters: number;
}

/** The usage of each day from `firstDay` to `lastDay`, both included, also of days without any. */
export async function getUsage(
  { db, owner }: Pick<Context, "db" | "owner">,
  { firstDay, lastDay }: { firstDay: number; lastDay: number },
): Promise<DailyUsage[]> {
  const [fromMs, untilMs] = [firstDay * DAY_MS, (lastDay + 1) * DAY_MS];
  const samples = sum(sql`CASE WHEN ${jobs.status} = 'complete' THEN ${jobs.durationSamples} ELSE 0 END`).mapWith(
    Number,
  );
  const characters = sum(sql`CASE WHEN ${ttsJobs.status} = 'failed' THEN 0 ELSE ${ttsJobs.characters} END`).mapWith(
    Number,
  );
  const [heard, spoken] = await db.batch([
    db
      .select({ day: dayOf(jobs.createdAtMs), jobs: count(), samples })
      .from(jobs)
      .where(and(eq(jobs.accountId, owner), gte(jobs.createdAtMs, fromMs), lt(jobs.createdAtMs, untilMs)))
      .groupBy(dayOf(jobs.createdAtMs)),
    db
      .select({ day: dayOf(ttsJobs.createdAtMs), jobs: count(), characters })
      .from(ttsJobs)
      .where(and(eq(ttsJobs.accountId, owner), gte(ttsJobs.createdAtMs, fromMs), lt(ttsJobs.createdAtMs, untilMs)))
      .groupBy(dayOf(ttsJobs.createdAtMs)),
  ]);
  return Array.from({ length: lastDay - firstDay + 1 }, (_, n) => {
    const day = firstDay + n;
    const [heardThen, spokenThen] = [heard.find((row) => row.day === day), spoken.find((row) => row.day === day)];
    return {
      day,
      jobs: (heardThen?.jobs ?? 0) + (spokenThen?.jobs ?? 0),
      audioSeconds: samplesToSeconds(heardThen?.samples ?? 0),
      characters: spokenThen?.characters ?? 0,
    };
  });
}

function dayOf(createdAtMs: SQLiteColumn) {
  return sql<number>`${createdAtMs} / ${sql.raw(String(DAY_MS))}`.mapWith(Number);
}
