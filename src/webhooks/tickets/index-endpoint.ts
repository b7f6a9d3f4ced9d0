import { eq } from "drizzle-orm";
import type { Database } from "../../db/client.ts";
import { webhookEndpoints } from "../../db/schema.ts";
import type { EndpointStore } from "./endpoint-store.ts";

/** Tells the index whether the endpoint is called, once per change. */
export async function indexEndpoint({ record }: EndpointStore, db: Database): Promise<void> {
  const { endpointId, disabledAtMs } = record;
  if (record.indexedDisabledAtMs === disabledAtMs) return;
  await db.update(webhookEndpoints).set({ disabledAtMs }).where(eq(webhookEndpoints.id, endpointId));
  record.markIndexed(disabledAtMs);
}
