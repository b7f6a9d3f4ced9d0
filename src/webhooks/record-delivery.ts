import { and, eq, lt } from "drizzle-orm";
import type { Context } from "../context.ts";
import { DAY_MS } from "../contract/units.ts";
import { webhookDeliveries } from "../db/schema.ts";

/** How long deliveries are listed. */
const KEPT_MS = 30 * DAY_MS;

export type DeliveryRow = typeof webhookDeliveries.$inferSelect;

/** Records an attempt, once; attempts of long ago make room. */
export async function recordDelivery({ db }: Pick<Context, "db">, row: DeliveryRow): Promise<void> {
  const { endpointId, attemptedAtMs } = row;
  const isOld = lt(webhookDeliveries.attemptedAtMs, attemptedAtMs - KEPT_MS);
  await db.batch([
    db.insert(webhookDeliveries).values(row).onConflictDoNothing(),
    db.delete(webhookDeliveries).where(and(eq(webhookDeliveries.endpointId, endpointId), isOld)),
  ]);
}
