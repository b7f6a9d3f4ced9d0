import { z } from "@hono/zod-openapi";
import { DAY_MS } from "../../contract/units.ts";

/** A UTC date, which stands for the whole day, or a date with a time, by default in UTC, which stands for one millisecond. */
export const Moment = z.union(
  [
    z.iso.date().transform((text) => spanOf(`${text}T00:00:00Z`, DAY_MS)),
    z.iso.datetime({ offset: true }).transform((text) => spanOf(text, 1)),
    z.iso.datetime({ local: true }).transform((text) => spanOf(`${text}Z`, 1)),
  ],
  { error: "must be a date or a date with a time" },
);

/** The half-open stretch of time that begins so. */
function spanOf(start: string, lengthMs: number): { startMs: number; endMs: number } {
  const startMs = Date.parse(start);
  return { startMs, endMs: startMs + lengthMs };
}
