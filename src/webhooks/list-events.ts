import { and, desc, eq } from "drizzle-orm";
import type { Context } from "../context.ts";
import { webhookEvents } from "../db/schema.ts";
import { isWithin, type TimeWindow } from "../db/time-window.ts";

/** The most that a list gives. */
const MOST_EVENTS = 1_000;

export type EventRow = typeof webhookEvents.$inferSelect;

/** The newest 1,000 of the owner's events in a stretch of time, newest first. */
export async function listEvents(
  { db, owner }: Pick<Context, "db" | "owner">,
  window: TimeWindow,
): Promise<EventRow[]> {
  const { accountId, createdAtMs, id } = webhookEvents;
  return db
    .select()
    .from(webhookEvents)
    .where(and(eq(accountId, owner), isWithin(createdAtMs, window)))
    .orderBy(desc(createdAtMs), desc(id))
    .limit(MOST_EVENTS);
}
