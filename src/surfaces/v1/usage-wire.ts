import { z } from "@hono/zod-openapi";
import type { DailyUsage } from "../../accounts/get-usage.ts";
import { utcDay } from "../../accounts/limits.ts";
import { DAY_MS } from "../../contract/units.ts";
import { EXAMPLES } from "./examples.ts";

/** The words of v1 for usage. */

const LONGEST_RANGE_DAYS = 366;
const DEFAULT_RANGE_DAYS = 30;

const Day = z.iso.date().openapi({ examples: ["2026-11-21"] });

/** Both days included. Without `to` the range ends today, without `from` it is 30 days long. */
export const UsageQuery = z
  .object({
    from: Day.optional().describe("First UTC day; 29 days before `to` when left out."),
    to: Day.optional().describe("Last UTC day; today when left out. The range is at most 366 days."),
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

const Amounts = z
  .object({
    jobs: z.int().describe("Transcriptions and syntheses created."),
    audio_seconds: z.number().describe("Measured length of completed transcriptions."),
    characters: z.int().describe("Code points synthesised; failed jobs do not count."),
  })
  .openapi("UsageAmounts", { description: "What was used." });

const UsageDay = Amounts.extend({ date: Day.describe("The UTC day.") }).openapi("UsageDay", {
  description: "What was used on a day.",
  examples: [EXAMPLES.usageDay],
});

export const Usage = z
  .object({
    from: Day.describe("First day of the range."),
    to: Day.describe("Last day of the range."),
    days: z.array(UsageDay).describe("Every day of the range, by the UTC day of creation."),
    total: Amounts,
  })
  .openapi("Usage", { description: "What an account used in a range of days.", examples: [EXAMPLES.usage] });

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
