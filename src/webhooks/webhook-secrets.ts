import { and, desc, eq, gt, isNull, or } from "drizzle-orm";
import { secretBox } from "../crypto/secret-box.ts";
import type { Context } from "../context.ts";
import { webhookSecrets } from "../db/schema.ts";

/** What deliveries are signed with; receivers need the key itself. */
export interface WebhookSecret {
  readonly id: string;
  readonly key: string;
  /** Null for the newest one. */
  readonly expiresAtMs: number | null;
}

/** A new key: 256 random bits in hex. */
export function mintSecretKey(): string {
  return crypto.getRandomValues(new Uint8Array(32)).toHex();
}

/** The row of a secret, its key sealed for its endpoint alone. */
export async function newSecretRow(
  { env }: Pick<Context, "env">,
  endpointId: string,
  { id, key }: { id: string; key: string },
): Promise<typeof webhookSecrets.$inferInsert> {
  const box = await secretBox(env.KEY_PEPPER, "webhook", endpointId);
  return { id, endpointId, sealedKey: await box.seal(key), createdAtMs: Date.now(), expiresAtMs: null };
}

/** The secrets of an endpoint that have not expired, the newest first. */
export async function liveSecrets(
  { env, db }: Pick<Context, "env" | "db">,
  endpointId: string,
): Promise<WebhookSecret[]> {
  const isLive = or(isNull(webhookSecrets.expiresAtMs), gt(webhookSecrets.expiresAtMs, Date.now()));
  const [rows, box] = await Promise.all([
    db
      .select()
      .from(webhookSecrets)
      .where(and(eq(webhookSecrets.endpointId, endpointId), isLive))
      .orderBy(desc(isNull(webhookSecrets.expiresAtMs)), desc(webhookSecrets.createdAtMs), desc(webhookSecrets.id)),
    secretBox(env.KEY_PEPPER, "webhook", endpointId),
  ]);
  return Promise.all(
    rows.map(async ({ id, sealedKey, expiresAtMs }) => ({ id, key: await box.open(sealedKey), expiresAtMs })),
  );
}
