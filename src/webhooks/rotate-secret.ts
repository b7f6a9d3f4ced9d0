import { and, desc, eq, isNull, lte, ne, notInArray, or } from "drizzle-orm";
import type { Context } from "../context.ts";
import { webhookSecrets } from "../db/schema.ts";
import { findEndpoint } from "./find-endpoint.ts";
import { type EndpointView, getEndpoint } from "./get-endpoint.ts";
import { mintSecretKey, newSecretRow } from "./webhook-secrets.ts";

/** Secrets that an endpoint may have at once: each adds a signature to every delivery. */
const MOST_SECRETS = 5;

/**
 * Gives an endpoint a new secret and lets the one before live on for `graceMs`; those in an earlier grace keep theirs.
 * Repeated with the same secret id, it is the same rotation. Fault: `endpoint_not_found`.
 */
export async function rotateSecret(
  ctx: Pick<Context, "env" | "db" | "owner">,
  { id, secretId, graceMs }: { id: string; secretId: string; graceMs: number },
): Promise<EndpointView> {
  await findEndpoint(ctx, id);
  const { db } = ctx;
  const nowMs = Date.now();
  const secret = await newSecretRow(ctx, id, { id: secretId, key: mintSecretKey() });
  const ofEndpoint = eq(webhookSecrets.endpointId, id);
  const newest = db
    .select({ id: webhookSecrets.id })
    .from(webhookSecrets)
    .where(ofEndpoint)
    .orderBy(desc(webhookSecrets.createdAtMs), desc(webhookSecrets.id))
    .limit(MOST_SECRETS);
  await db.batch([
    db
      .update(webhookSecrets)
      .set({ expiresAtMs: nowMs + graceMs })
      .where(and(ofEndpoint, isNull(webhookSecrets.expiresAtMs), ne(webhookSecrets.id, secretId))),
    db.insert(webhookSecrets).values(secret).onConflictDoNothing(),
    db
      .delete(webhookSecrets)
      .where(and(ofEndpoint, or(lte(webhookSecrets.expiresAtMs, nowMs), notInArray(webhookSecrets.id, newest)))),
  ]);
  return getEndpoint(ctx, id);
}
