import { nameUuid } from "../crypto/name-uuid.ts";
import type { Context } from "../context.ts";
import { SpeechFault } from "../contract/faults.ts";
import type { SignatureScheme } from "../contract/webhooks.ts";
import { webhookEndpoints, webhookSecrets } from "../db/schema.ts";
import { checkTarget } from "./check-target.ts";
import { type EndpointView, getEndpoint } from "./get-endpoint.ts";
import { listEndpoints } from "./list-endpoints.ts";
import { mintSecretKey, newSecretRow } from "./webhook-secrets.ts";

/** Endpoints that one account may have. */
const MOST_ENDPOINTS = 100;

export interface EndpointSettings {
  readonly url: string;
  /** As the owner writes them; none let through all events. */
  readonly eventFilters: readonly string[];
  readonly sslVerification: boolean;
  readonly signatureScheme: SignatureScheme;
}

/**
 * Has the owner told of jobs. Repeated with the same id, it is the same endpoint. Faults: `webhook_url_invalid`,
 * `invalid_request` when there are too many.
 */
export async function createEndpoint(
  ctx: Pick<Context, "env" | "db" | "owner">,
  { id, secretKey = mintSecretKey(), ...settings }: EndpointSettings & { id: string; secretKey?: string | undefined },
): Promise<EndpointView> {
  await checkTarget(ctx, settings.url);
  const others = (await listEndpoints(ctx)).filter((endpoint) => endpoint.id !== id);
  if (others.length >= MOST_ENDPOINTS) {
    throw new SpeechFault("invalid_request", `an account may have ${MOST_ENDPOINTS} webhook endpoints at most`);
  }
  const { owner, db } = ctx;
  const eventFilters = [...settings.eventFilters];
  const row = { ...settings, id, accountId: owner, eventFilters, createdAtMs: Date.now(), disabledAtMs: null };
  const secret = await newSecretRow(ctx, id, { id: await nameUuid("first secret", id), key: secretKey });
  await db.batch([
    db.insert(webhookEndpoints).values(row).onConflictDoNothing(),
    db.insert(webhookSecrets).values(secret).onConflictDoNothing(),
  ]);
  return getEndpoint(ctx, id);
}
