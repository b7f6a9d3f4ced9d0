import { eq } from "drizzle-orm";
import type { Context } from "../context.ts";
import { type EndpointRow, webhookEndpoints } from "../db/schema.ts";
import { findEndpoint } from "./find-endpoint.ts";

/**
 * Removes an endpoint with its secrets, deliveries and whatever was still to be delivered. Should the last fail, a
 * sender that finds no endpoint sees to it. Fault: `endpoint_not_found`.
 */
export async function deleteEndpoint(
  ctx: Pick<Context, "env" | "db" | "owner" | "log">,
  id: string,
): Promise<EndpointRow> {
  const row = await findEndpoint(ctx, id);
  await ctx.db.delete(webhookEndpoints).where(eq(webhookEndpoints.id, id));
  await ctx.env.ENDPOINT.getByName(id)
    .erase()
    .catch((error: unknown) => ctx.log.warn("endpoint.erase failed: {error}", { endpointId: id, error }));
  return row;
}
