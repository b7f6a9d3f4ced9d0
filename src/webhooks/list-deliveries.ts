import { and, desc, eq } from "drizzle-orm";
import type { Context } from "../context.ts";
import { webhookDeliveries } from "../db/schema.ts";
import { isWithin, type TimeWindow } from "../db/time-window.ts";
import { eventKey } from "../uploads/object-keys.ts";
import { findEndpoint } from "./find-endpoint.ts";
import type { DeliveryRow } from "./record-delivery.ts";

/** The most that a list gives; each may show 64 KB of an answer. */
const MOST_DELIVERIES = 100;
/** Beyond this the bodies of the events would not fit the Worker's memory. */
const LARGEST_TOTAL_BYTES = 16 * 1024 * 1024;

/** A delivery as its owner sees it; the body is null where it was erased, or the list would be too large with it. */
export interface DeliveryView {
  readonly row: DeliveryRow;
  readonly body: string | null;
}

/**
 * The newest 100 attempts to deliver to an endpoint in a stretch of time, newest first. Fault: `endpoint_not_found`.
 */
export async function listDeliveries(
  ctx: Pick<Context, "env" | "db" | "owner">,
  { id, ...window }: TimeWindow & { id: string },
): Promise<DeliveryView[]> {
  await findEndpoint(ctx, id);
  const { endpointId, attemptedAtMs } = webhookDeliveries;
  const rows = await ctx.db
    .select()
    .from(webhookDeliveries)
    .where(and(eq(endpointId, id), isWithin(attemptedAtMs, window)))
    .orderBy(desc(attemptedAtMs), desc(webhookDeliveries.id))
    .limit(MOST_DELIVERIES);
  const bodies = await loadBodies(
    ctx,
    rows.map(({ eventId }) => eventId),
  );
  return rows.map((row) => ({ row, body: bodies.get(row.eventId) ?? null }));
}

async function loadBodies(
  { env, owner }: Pick<Context, "env" | "owner">,
  eventIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const bodies = new Map<string, string>();
  let totalBytes = 0;
  for (const eventId of new Set(eventIds)) {
    const stored = await env.AUDIO.get(eventKey(owner, eventId));
    if (stored === null) continue;
    totalBytes += stored.size;
    if (totalBytes <= LARGEST_TOTAL_BYTES) bodies.set(eventId, await stored.text());
    else await stored.body.cancel();
  }
  return bodies;
}
