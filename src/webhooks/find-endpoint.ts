import { and, eq } from "drizzle-orm";
import type { Context } from "../context.ts";
import { SpeechFault } from "../contract/faults.ts";
import { type EndpointRow, webhookEndpoints } from "../db/schema.ts";

/** An endpoint of the owner. Fault: `endpoint_not_found`, the same for an id that is unknown or foreign. */
export async function findEndpoint({ db, owner }: Pick<Context, "db" | "owner">, id: string): Promise<EndpointRow> {
  const [row] = await db
    .select()
    .from(webhookEndpoints)
    .where(and(eq(webhookEndpoints.id, id), eq(webhookEndpoints.accountId, owner)))
    .limit(1);
  if (row === undefined) throw new SpeechFault("endpoint_not_found");
  return row;
}
