import { and, eq } from "drizzle-orm";
import type { Context } from "../context.ts";
import { SpeechFault } from "../contract/faults.ts";
import { webhookEvents } from "../db/schema.ts";
import { eventKey } from "../uploads/object-keys.ts";
import type { EventRow } from "./list-events.ts";

/**
 * An event of the owner and its body as JSON, null where that was deleted with what it tells of. Fault:
 * `event_not_found`, the same for an id that is unknown or foreign.
 */
export async function getEvent(
  { env, db, owner }: Pick<Context, "env" | "db" | "owner">,
  id: string,
): Promise<{ row: EventRow; body: string | null }> {
  const [row] = await db
    .select()
    .from(webhookEvents)
    .where(and(eq(webhookEvents.id, id), eq(webhookEvents.accountId, owner)))
    .limit(1);
  if (row === undefined) throw new SpeechFault("event_not_found");
  const stored = await env.AUDIO.get(eventKey(owner, row.id));
  return { row, body: stored === null ? null : await stored.text() };
}
