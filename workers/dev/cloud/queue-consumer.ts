/** A message as a `queue` handler receives it. */
export interface ConsumedMessage {
  readonly id: string;
  readonly timestamp: Date;
  readonly body: unknown;
  readonly attempts: number;
}

interface ConsumerVerdict {
  /** `ok`, or how the handler ended instead. */
  readonly outcome: string;
  readonly retryBatch: { readonly retry: boolean; readonly delaySeconds?: number };
  readonly retryMessages?: readonly { readonly msgId: string; readonly delaySeconds?: number }[];
}

/** A binding to another Worker whose `queue` handler can be called, which workerd allows under `service_binding_extra_handlers`. */
export interface QueueConsumer {
  queue(
    queueName: string,
    messages: readonly ConsumedMessage[],
    metadata: { metrics: { backlogCount: number; backlogBytes: number } },
  ): Promise<ConsumerVerdict>;
}
