import { SpeechFault } from "../../contract/faults.ts";
import type { NodeQueue } from "../../contract/messages.ts";
import type { RequestScope } from "../../http/app-env.ts";

const API = "https://api.cloudflare.com/client/v4";
const DEADLINE_MS = 10_000;

/**
 * Calls the Queues API with the account's token, which never leaves the Worker: it could read every queue of the
 * account. Whatever goes wrong there is `queue_unavailable` to a node, which tries again.
 */
export async function callQueue(
  { env, log }: RequestScope,
  queue: NodeQueue,
  verb: "pull" | "ack",
  body: unknown,
): Promise<unknown> {
  const { SPLIT_QUEUE_ID: split, CHUNKS_QUEUE_ID: chunks, PHRASES_QUEUE_ID: phrases } = env;
  const queueId = { split, chunks, phrases }[queue];
  try {
    const response = await fetch(`${API}/accounts/${env.CLOUDFLARE_ACCOUNT_ID}/queues/${queueId}/messages/${verb}`, {
      method: "POST",
      headers: { authorization: `Bearer ${env.QUEUES_API_TOKEN}`, "content-type": "application/json" },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(DEADLINE_MS),
    });
    if (!response.ok) throw new Error(`the Queues API answered ${response.status}: ${await response.text()}`);
    return await response.json();
  } catch (error) {
    log.error("queue.{verb} failed: {error}", { event: "queue.failed", queue, verb, error });
    throw new SpeechFault("queue_unavailable", undefined, { cause: error });
  }
}
