import { and, eq, isNull, lte, or } from "drizzle-orm";
import type { Context } from "../context.ts";
import { apiKeys } from "../db/schema.ts";

/** How far `lastUsedAtMs` may lie behind: a write for each request would cost more than the request. */
const PRECISION_MS = 60_000;

/** Whether a use now is worth recording. */
export function isUseWorthNoting(lastUsedAtMs: number | null, nowMs: number): boolean {
  return lastUsedAtMs === null || lastUsedAtMs <= nowMs - PRECISION_MS;
}

/** Records that a key was used, unless another request has just done so. */
export async function touchKey({ db }: Pick<Context, "db">, keyId: string): Promise<void> {
  const nowMs = Date.now();
  const isStale = or(isNull(apiKeys.lastUsedAtMs), lte(apiKeys.lastUsedAtMs, nowMs - PRECISION_MS));
  await db
    .update(apiKeys)
    .set({ lastUsedAtMs: nowMs })
    .where(and(eq(apiKeys.id, keyId), isStale));
}
