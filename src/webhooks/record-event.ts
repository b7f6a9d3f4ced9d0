import type { Context } from "../context.ts";
import type { EventType } from "../contract/webhooks.ts";
import { webhookEvents } from "../db/schema.ts";
import { eventKey } from "../uploads/object-keys.ts";

export interface NewEvent {
  readonly id: string;
  readonly type: EventType;
  /** Null for a ping. */
  readonly jobId: string | null;
  /** What receivers are told, as JSON. */
  readonly body: string;
}

/**
 * Stores an event of the owner before anyone is told of it. The first body under an id stands, so that every delivery
 * carries the same bytes.
 */
export async function recordEvent(
  { env, db, owner }: Pick<Context, "env" | "db" | "owner">,
  { id, type, jobId, body }: NewEvent,
): Promise<void> {
  await env.AUDIO.put(eventKey(owner, id), body, {
    onlyIf: new Headers({ "if-none-match": "*" }),
    httpMetadata: { contentType: "application/json" },
  });
  const row = { id, accountId: owner, type, jobId, createdAtMs: Date.now() };
  await db.insert(webhookEvents).values(row).onConflictDoNothing();
}
