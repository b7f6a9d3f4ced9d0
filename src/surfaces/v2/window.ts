import type { z } from "@hono/zod-openapi";
import type { TimeWindow } from "../../db/time-window.ts";
import { Moment } from "./moment.ts";

/** A stretch of time in a query, both ends inclusive. `what` is what lies in it, such as `jobs created`. */
export function windowQuery(what: string) {
  return {
    from_date: Moment.optional()
      .describe(`Only ${what} on this UTC date or later; a time of day may follow.`)
      .openapi({ type: "string", format: "date" }),
    until_date: Moment.optional()
      .describe(`Only ${what} on this UTC date or earlier; a time of day may follow.`)
      .openapi({ type: "string", format: "date" }),
  };
}

type WindowQuery = z.infer<z.ZodObject<ReturnType<typeof windowQuery>>>;

/** The stretch that is asked for, half-open. */
export function toWindow({ from_date, until_date }: WindowQuery): TimeWindow {
  return { fromMs: from_date?.startMs, beforeMs: until_date?.endMs };
}
