import { nameUuid } from "../crypto/name-uuid.ts";
import type { Context } from "../context.ts";
import { newId } from "../contract/ids.ts";
import type { EventType } from "../contract/webhooks.ts";
import { isWanted } from "./event-filters.ts";
import { listEndpoints } from "./list-endpoints.ts";
import { recordEvent } from "./record-event.ts";

/**
 * Tells the owner's endpoints what became of a job. One event per job and type: announced again, each endpoint still
 * gets it once. It is recorded whether or not an endpoint wants it, yet not for an account that has none at all; the body
 * is made only then. Throws when an endpoint's object could not be told, after having told the others.
 */
export async function announceEvent(
  ctx: Pick<Context, "env" | "db" | "owner">,
  { jobId, type, makeBody }: { jobId: string; type: EventType; makeBody: () => Promise<unknown> },
): Promise<void> {
  const endpoints = await listEndpoints(ctx);
  if (endpoints.length === 0) return;
  const eventId = await nameUuid("event", jobId, type);
  await recordEvent(ctx, { id: eventId, type, jobId, body: JSON.stringify(await makeBody()) });
  const wanting = endpoints.filter(({ disabledAtMs, eventFilters }) => {
    return disabledAtMs === null && isWanted(eventFilters, type);
  });
  const told = await Promise.allSettled(
    wanting.map(({ id }) =>
      ctx.env.ENDPOINT.getByName(id).enqueue(id, [{ eventId, ticketId: newId(), automatic: true }]),
    ),
  );
  const failed = told.find((telling) => telling.status === "rejected");
  if (failed !== undefined) throw failed.reason;
}
