import { desc, eq, isNull, max, notBetween, or, sql } from "drizzle-orm";
import type { Context } from "../context.ts";
import { webhookDeliveries } from "../db/schema.ts";
import { findEndpoint } from "./find-endpoint.ts";
import { type DeliveryTicket, orderDeliveries } from "./order-deliveries.ts";

/** Most events that are delivered again at once. */
const MOST_REPLAYED = 1_000;

/**
 * Delivers again whatever an endpoint failed to take: the newest 1,000 events whose last recorded
 * delivery had no 2xx answer. Faults: `endpoint_not_found`, `endpoint_disabled`.
 */
export async function replayFailed(ctx: Pick<Context, "env" | "db" | "owner">, id: string): Promise<DeliveryTicket[]> {
  const endpoint = await findEndpoint(ctx, id);
  const { eventId, endpointId, attemptedAtMs, responseStatus } = webhookDeliveries;
  // SQLite takes bare columns of a group from the row that has its maximum.
  const last = ctx.db
    .select({
      eventId,
      status: sql<number | null>`${responseStatus}`.as("status"),
      atMs: max(attemptedAtMs).as("at_ms"),
    })
    .from(webhookDeliveries)
    .where(eq(endpointId, id))
    .groupBy(eventId)
    .as("last");
  const failed = await ctx.db
    .select({ eventId: last.eventId })
    .from(last)
    .where(or(isNull(last.status), notBetween(last.status, 200, 299)))
    .orderBy(desc(last.atMs))
    .limit(MOST_REPLAYED);
  return orderDeliveries(
    ctx,
    endpoint,
    failed.map((event) => event.eventId),
  );
}
