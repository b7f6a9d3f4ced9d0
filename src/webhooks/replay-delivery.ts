import { and, eq } from "drizzle-orm";
import type { Context } from "../context.ts";
import { SpeechFault } from "../contract/faults.ts";
import { webhookDeliveries, webhookEndpoints } from "../db/schema.ts";
import { type DeliveryTicket, orderDelivery } from "./order-deliveries.ts";

/**
 * Delivers once more what a delivery carried, to the same endpoint. Faults: `delivery_not_found`, the same for an id
 * that is unknown or foreign, and `endpoint_disabled`.
 */
export async function replayDelivery(ctx: Pick<Context, "env" | "db" | "owner">, id: string): Promise<DeliveryTicket> {
  const [found] = await ctx.db
    .select({ eventId: webhookDeliveries.eventId, endpoint: webhookEndpoints })
    .from(webhookDeliveries)
    .innerJoin(webhookEndpoints, eq(webhookEndpoints.id, webhookDeliveries.endpointId))
    .where(and(eq(webhookDeliveries.id, id), eq(webhookEndpoints.accountId, ctx.owner)))
    .limit(1);
  if (found === undefined) throw new SpeechFault("delivery_not_found");
  return orderDelivery(ctx, found.endpoint, found.eventId);
}
