import { newId } from "../contract/ids.ts";
import { createEndpoint, type EndpointSettings } from "../webhooks/create-endpoint.ts";
import { type DeliveryView, listDeliveries } from "../webhooks/list-deliveries.ts";
import { testEndpoint } from "../webhooks/test-endpoint.ts";
import type { Tenant } from "./factories.ts";
import { until } from "./until.ts";

/** A receiver on a public test host that answers as the query says. */
export function receiver(query = ""): string {
  return `https://public.test/hook?${query}`;
}

/** An endpoint of the tenant at a receiver; gives its id. */
export async function mintEndpoint(
  { ctx }: Tenant,
  url: string,
  settings: Partial<EndpointSettings & { secretKey: string }> = {},
): Promise<string> {
  const defaults = { eventFilters: [], sslVerification: true, signatureScheme: "prosa" } as const;
  const { row } = await createEndpoint(ctx, { id: newId(), url, ...defaults, ...settings });
  return row.id;
}

/** The deliveries to an endpoint, newest first, as soon as there are so many. */
export async function deliveriesTo({ ctx }: Tenant, id: string, count: number): Promise<DeliveryView[]> {
  return until(async () => {
    const deliveries = await listDeliveries(ctx, { id });
    return deliveries.length >= count ? deliveries : undefined;
  });
}

/** Sends a ping and waits for the attempt; gives what is on record of it. */
export async function pinged(tenant: Tenant, id: string): Promise<DeliveryView> {
  const { eventId } = await testEndpoint(tenant.ctx, { id, eventId: newId() });
  return until(async () => (await listDeliveries(tenant.ctx, { id })).find(({ row }) => row.eventId === eventId));
}
