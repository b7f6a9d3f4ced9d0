import { WorkerEntrypoint } from "cloudflare:workers";
import type { CloudEnv } from "./cloud-env.ts";
import { openQueue } from "./open-queue.ts";
import { toSentMessage } from "./to-sent-message.ts";
import type { Backlog } from "./pull-queue.ts";

/** Takes the place of a queue binding: the Worker calls over RPC what it calls on Cloudflare's own `Queue`. */
export class QueueProducer extends WorkerEntrypoint<CloudEnv, { queue: string }> implements Queue {
  async metrics(): Promise<QueueMetrics> {
    return presentMetrics(await this.#queue().backlog());
  }

  async send(body: unknown, options: QueueSendOptions = {}): Promise<QueueSendResponse> {
    return await this.sendBatch([{ body, ...options }]);
  }

  async sendBatch(
    messages: Iterable<MessageSendRequest>,
    options: QueueSendBatchOptions = {},
  ): Promise<QueueSendBatchResponse> {
    const sent = Array.from(messages, (message) =>
      toSentMessage(message.body, message.contentType, message.delaySeconds ?? options.delaySeconds),
    );
    return { metadata: { metrics: presentMetrics(await this.#queue().send(sent)) } };
  }

  #queue(): ReturnType<typeof openQueue> {
    return openQueue(this.env, this.ctx.props.queue);
  }
}

function presentMetrics(backlog: Backlog): QueueMetrics {
  return {
    backlogCount: backlog.count,
    backlogBytes: backlog.bytes,
    ...(backlog.oldestSentAtMs === null ? {} : { oldestMessageTimestamp: new Date(backlog.oldestSentAtMs) }),
  };
}
