import { and, gte, lt, type SQL } from "drizzle-orm";
import type { SQLiteColumn } from "drizzle-orm/sqlite-core";

/** A half-open stretch of time; undefined ends are open. */
export interface TimeWindow {
  readonly fromMs?: number | undefined;
  readonly beforeMs?: number | undefined;
}

/** The condition for rows whose time lies in a stretch; undefined, which is none, for all of time. */
export function isWithin(column: SQLiteColumn, { fromMs, beforeMs }: TimeWindow): SQL | undefined {
  return and(
    fromMs === undefined ? undefined : gte(column, fromMs),
    beforeMs === undefined ? undefined : lt(column, beforeMs),
  );
}
