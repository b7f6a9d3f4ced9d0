import type { Context } from "../context.ts";
import type { EndpointRow } from "../db/schema.ts";
import { findEndpoint } from "./find-endpoint.ts";
import { liveSecrets, type WebhookSecret } from "./webhook-secrets.ts";

/** An endpoint as its owner sees it, with the keys that its deliveries are signed with. */
export interface EndpointView {
  readonly row: EndpointRow;
  readonly secrets: readonly WebhookSecret[];
}

/** Fault: `endpoint_not_found`. */
export async function getEndpoint(ctx: Pick<Context, "env" | "db" | "owner">, id: string): Promise<EndpointView> {
  return { row: await findEndpoint(ctx, id), secrets: await liveSecrets(ctx, id) };
}
