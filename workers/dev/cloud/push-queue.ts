import { decodeBody } from "./message-body.ts";
import { type Backlog, type LeasedMessage, PullQueue, type SentMessage } from "./pull-queue.ts";
import type { ConsumedMessage } from "./queue-consumer.ts";

/** Messages handed to the consumer at once: Cloudflare runs up to 250 consumers side by side. */
const AT_ONCE = 250;
/** The longest that Cloudflare lets a consumer work on a batch. */
const LEASE_MS = 15 * 60_000;
/** While messages are out: what a killed process had in hand is handed out again this soon after a restart. */
const LOOK_AGAIN_MS = 1_000;

/**
 * One queue whose consumer is the Worker's own `queue` handler, as Cloudflare runs it: durable, and one message does not
 * wait for another. Miniflare's own simulation loses its messages with the process and hands out one batch at a time.
 */
export class PushQueue extends PullQueue {
  /** Leases of messages that the consumer has in hand now. */
  readonly #inHand = new Set<string>();

  override send(messages: readonly SentMessage[]): Backlog {
    const backlog = super.send(messages);
    void this.ctx.storage.setAlarm(Date.now());
    return backlog;
  }

  override async alarm(): Promise<void> {
    await this.#takeBackLost();
    for (const message of await this.pull(AT_ONCE - this.#inHand.size, LEASE_MS)) {
      this.#inHand.add(message.leaseId);
      this.ctx.storage.kv.put(leaseKey(message.leaseId), true);
      this.ctx.waitUntil(this.#deliver(message));
    }
    await super.alarm();
    if (this.backlog().count > 0) await this.ctx.storage.setAlarm(Date.now() + LOOK_AGAIN_MS);
  }

  /** Leases on record that nobody here holds were those of a process that is gone. */
  async #takeBackLost(): Promise<void> {
    for (const [key] of this.ctx.storage.kv.list({ prefix: leaseKey("") })) {
      const leaseId = key.slice(leaseKey("").length);
      if (this.#inHand.has(leaseId)) continue;
      await this.retry(leaseId, 0);
      this.ctx.storage.kv.delete(key);
    }
  }

  async #deliver({ id, body, contentType, sentAtMs, attempts, leaseId }: LeasedMessage): Promise<void> {
    const retryDelaySeconds = await this.#consume({
      id,
      timestamp: new Date(sentAtMs),
      attempts,
      body: decodeBody(body, contentType),
    });
    if (retryDelaySeconds === null) this.acknowledge(leaseId);
    else await this.retry(leaseId, retryDelaySeconds * 1000);
    this.#inHand.delete(leaseId);
    this.ctx.storage.kv.delete(leaseKey(leaseId));
    await this.ctx.storage.setAlarm(Date.now() + (retryDelaySeconds ?? 0) * 1000);
  }

  /** Null when the message is done with, otherwise the seconds after which the consumer wants it again. */
  async #consume(message: ConsumedMessage): Promise<number | null> {
    const { count, bytes } = this.backlog();
    const metadata = { metrics: { backlogCount: count, backlogBytes: bytes } };
    try {
      const verdict = await this.env.CONSUMER.queue(this.ctx.id.name ?? "", [message], metadata);
      const [retried] = verdict.retryMessages ?? [];
      if (retried !== undefined) return retried.delaySeconds ?? 0;
      return verdict.outcome === "ok" && !verdict.retryBatch.retry ? null : (verdict.retryBatch.delaySeconds ?? 0);
    } catch {
      return 0;
    }
  }
}

function leaseKey(leaseId: string): string {
  return `lease:${leaseId}`;
}
