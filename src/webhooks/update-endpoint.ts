import { eq } from "drizzle-orm";
import type { Context } from "../context.ts";
import { webhookEndpoints } from "../db/schema.ts";
import { checkTarget } from "./check-target.ts";
import type { EndpointSettings } from "./create-endpoint.ts";
import { findEndpoint } from "./find-endpoint.ts";
import { type EndpointView, getEndpoint } from "./get-endpoint.ts";

/** What is undefined stays as it is. */
type EndpointChanges = { readonly [Setting in keyof EndpointSettings]?: EndpointSettings[Setting] | undefined };

/**
 * Changes what is given of an endpoint, and has it called again if it was disabled. Faults: `endpoint_not_found`,
 * `webhook_url_invalid`.
 */
export async function updateEndpoint(
  ctx: Pick<Context, "env" | "db" | "owner">,
  { id, ...changes }: EndpointChanges & { id: string },
): Promise<EndpointView> {
  await findEndpoint(ctx, id);
  if (changes.url !== undefined) await checkTarget(ctx, changes.url);
  if (Object.values(changes).some((value) => value !== undefined)) {
    await ctx.db
      .update(webhookEndpoints)
      .set({ ...changes, eventFilters: changes.eventFilters && [...changes.eventFilters] })
      .where(eq(webhookEndpoints.id, id));
  }
  await ctx.env.ENDPOINT.getByName(id).enable();
  return getEndpoint(ctx, id);
}
