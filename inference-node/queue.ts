import { z } from "zod";
import { SpeechFault } from "../src/contract/faults.ts";
import { type AckRequest, type PullRequest, type PulledMessage, PullResponse } from "../src/contract/node-api.ts";
import { callOnce, callWithRetry, type Fetch, jsonOf } from "./http-call.ts";

/** A message on loan: ours until it is settled or the visibility timeout runs out. */
export interface Lease {
  readonly leaseId: string;
  /** Deliveries so far, this one included. */
  readonly attempt: number;
  /** The decoded JSON body; undefined when it is not JSON. */
  readonly body: unknown;
}

interface PullQueueOptions {
  /** URLs of the queue's two calls; in Cloudflare's API they end in `/messages/pull` and `/messages/ack`. */
  readonly pullUrl: string;
  readonly ackUrl: string;
  readonly token: string;
  readonly fetch: Fetch;
}

/** Beyond the longest time that the server may hold an empty answer open. */
const ANSWER_MARGIN_MS = 10_000;
const SETTLE_RETRY = { retries: 4, minTimeout: 100, maxTimeout: 1000 };

/**
 * Client of one queue over HTTP pull: https://developers.cloudflare.com/queues/configuration/pull-consumers/
 * Speaks to a deployment's relay and to Cloudflare's Queues API alike; only the relay knows `wait_ms`.
 */
export class PullQueue {
  readonly #options: PullQueueOptions;

  constructor(options: PullQueueOptions) {
    this.#options = options;
  }

  /** Takes up to `batch_size` messages. Tried once: the caller's loop paces what follows a failure. */
  async pull(request: z.input<typeof PullRequest>): Promise<Lease[]> {
    const call = this.#call(this.#options.pullUrl, request, (request.wait_ms ?? 0) + ANSWER_MARGIN_MS);
    const { success, result } = await callOnce(this.#options.fetch, call, jsonOf(PullResponse));
    if (!success) throw new SpeechFault("queue_unavailable");
    return (result?.messages ?? []).map(toLease);
  }

  /** Acknowledges messages and gives others back. Harmless when repeated or late. */
  async settle(request: AckRequest): Promise<void> {
    const call = this.#call(this.#options.ackUrl, request, ANSWER_MARGIN_MS);
    await callWithRetry(this.#options.fetch, call, jsonOf(z.object({ success: z.literal(true) })), SETTLE_RETRY);
  }

  #call(url: string, body: unknown, deadlineMs: number) {
    return {
      url,
      method: "POST",
      headers: {
        authorization: `Bearer ${this.#options.token}`,
        "content-type": "application/json",
        // Compressed, the signs of life in a held answer would wait in a buffer.
        "accept-encoding": "identity",
      },
      body: JSON.stringify(body),
      deadlineMs,
    } as const;
  }
}

function toLease(message: PulledMessage): Lease {
  const isText = message.metadata?.["CF-Content-Type"] === "text";
  const text = isText ? message.body : Buffer.from(message.body, "base64").toString("utf8");
  return { leaseId: message.lease_id, attempt: message.attempts, body: parseJson(text) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
