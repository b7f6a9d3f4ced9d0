import { and, desc, eq, gte, lt } from "drizzle-orm";
import type { Context } from "../context.ts";
import { webhookEvents } from "../db/schema.ts";

/** The most that a list gives. */
const MOST_EVENTS = 1_000;

export type EventRow = typeof webhookEvents.$inferSelect;

/** A half-open stretch of time; undefined ends are open. */
export interface TimeWindow {
  readonly fromMs?: number | undefined;
  readonly beforeMs?: number | undefined;
}

/** The newest 1,000 of the owner's events in a stretch of time, newest first. */
export async function listEvents(
  { db, owner }: Pick<Context, "db" | "owner">,
  { fromMs, beforeMs }: TimeWindow,
): Promise<EventRow[]> {
  const { accountId, createdAtMs, id } = webhookEvents;
  return db
    .select()
    .from(webhookEvents)
    .where(
      and(
        eq(accountId, owner),
        fromMs === undefined ? undefined : gte(createdAtMs, fromMs),
        beforeMs === undefined ? undefined : lt(createdAtMs, beforeMs),
      ),
    )
    .orderBy(desc(createdAtMs), desc(id))
    .limit(MOST_EVENTS);
}
