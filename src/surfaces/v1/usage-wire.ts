import { z } from "@hono/zod-openapi";
import type { DailyUsage } from "../../accounts/get-usage.ts";
import { DAY_MS, utcDay } from "../../accounts/limits.ts";

/** The words of v1 for usage. */

const LONGEST_RANGE_DAYS = 366;
const DEFAULT_RANGE_DAYS = 30;

const Day = z.iso.date().openapi({ example: "2026-11-21" });

/** Both days included. Without `to` the range ends today, without `from` it is 30 days long. */
export const UsageQuery = z
  .object({
    from: Day.optional().openapi({ description: "First UTC day; 29 days before `to` when left out." }),
    to: Day.optional().openapi({ description: "Last UTC day; today when left out. At most 366 days." }),
  })
  .transform(({ from, to }) => {
    const lastDay = to === undefined ? utcDay(Date.now()) : utcDay(Date.parse(to));
    const firstDay = from === undefined ? lastDay - DEFAULT_RANGE_DAYS + 1 : utcDay(Date.parse(from));
    return { firstDay, lastDay };
  })
  .refine(({ firstDay, lastDay }) => firstDay <= lastDay, { error: "from must not be after to" })
  .refine(({ firstDay, lastDay }) => lastDay - firstDay < LONGEST_RANGE_DAYS, {
    error: `the range must be at most ${LONGEST_RANGE_DAYS} days`,
  });

const Amounts = z.object({
  jobs: z.int().openapi({ description: "Transcriptions and syntheses created." }),
  audio_seconds: z.number().openapi({ description: "Measured length of completed transcriptions." }),
  characters: z.int().openapi({ description: "Code points synthesised; failed jobs do not count." }),
});

const UsageDay = Amounts.extend({ date: Day }).openapi("UsageDay");

export const Usage = z
  .object({
    from: Day,
    to: Day,
    days: z.array(UsageDay).openapi({ description: "Every day of the range, by the UTC day of creation." }),
    total: Amounts,
  })
  .openapi("Usage");

export function presentUsage(days: readonly DailyUsage[]): z.infer<typeof Usage> {
  const listed = days.map(({ day, jobs, audioSeconds, characters }) => ({
    date: dateOf(day),
    jobs,
    audio_seconds: audioSeconds,
    characters,
  }));
  const total = (name: "jobs" | "audio_seconds" | "characters") => listed.reduce((sum, day) => sum + day[name], 0);
  return {
    from: listed[0]?.date ?? "",
    to: listed.at(-1)?.date ?? "",
    days: listed,
    total: {
      jobs: total("jobs"),
      audio_seconds: Math.round(total("audio_seconds") * 1000) / 1000,
      characters: total("characters"),
    },
  };
}

function dateOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}
