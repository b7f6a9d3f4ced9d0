import { eq } from "drizzle-orm";
import type { Context } from "../context.ts";
import { type EndpointRow, webhookEndpoints, webhookEvents } from "../db/schema.ts";
import { eventKey } from "../uploads/object-keys.ts";
import type { EventRow } from "./list-events.ts";
import { liveSecrets } from "./webhook-secrets.ts";

/** All that a delivery is made of. */
export interface DeliveryOf {
  readonly endpoint: EndpointRow;
  readonly event: EventRow;
  readonly body: string;
  /** The newest first. */
  readonly keys: readonly string[];
}

/** What to deliver where; `"endpoint"` or `"event"` when that is no longer there. */
export async function loadDelivery(
  ctx: Pick<Context, "env" | "db">,
  { endpointId, eventId }: { endpointId: string; eventId: string },
): Promise<DeliveryOf | "endpoint" | "event"> {
  const { env, db } = ctx;
  const [[endpoint], [event]] = await db.batch([
    db.select().from(webhookEndpoints).where(eq(webhookEndpoints.id, endpointId)),
    db.select().from(webhookEvents).where(eq(webhookEvents.id, eventId)),
  ]);
  if (endpoint === undefined) return "endpoint";
  const stored = event && (await env.AUDIO.get(eventKey(event.accountId, event.id)));
  if (event === undefined || !stored) return "event";
  const [body, secrets] = await Promise.all([stored.text(), liveSecrets(ctx, endpointId)]);
  return { endpoint, event, body, keys: secrets.map(({ key }) => key) };
}
