import { type IncomingMessage, request } from "node:http";
import { json } from "node:stream/consumers";

interface QueuesApiCall {
  readonly stackUrl: string;
  readonly token: string;
  readonly queue: string;
  /** Path after the queue: `messages`, `messages/pull`, `messages/ack`, `purge`, or `__dev` of the stand-in. */
  readonly operation: string;
  readonly body: unknown;
}

/**
 * Calls the Queues API of a running stack from outside, as any client of the account could. Resolves to status and
 * envelope. The stack's port serves it under the host name of Cloudflare's API, which `fetch` cannot send.
 */
export async function callQueuesApi(call: QueuesApiCall): Promise<{ status: number; envelope: unknown }> {
  const url = `${call.stackUrl}/client/v4/accounts/local/queues/${call.queue}/${call.operation}`;
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  request(url, {
    method: "POST",
    headers: { host: "api.cloudflare.com", authorization: `Bearer ${call.token}`, "content-type": "application/json" },
  })
    .once("response", resolve)
    .once("error", reject)
    .end(JSON.stringify(call.body));
  const response = await promise;
  return { status: response.statusCode ?? 0, envelope: await json(response) };
}
