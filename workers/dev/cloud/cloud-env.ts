import type { PullQueue } from "./pull-queue.ts";
import type { PushQueue } from "./push-queue.ts";
import type { QueueConsumer } from "./queue-consumer.ts";

/** What the stack runner gives to the stand-in. Each dead-letter queue is bound under its own name. */
export interface CloudEnv {
  readonly PULL_QUEUE: DurableObjectNamespace<PullQueue>;
  readonly PUSH_QUEUE: DurableObjectNamespace<PushQueue>;
  /** Names of the queues that exist; they serve as their ids too. */
  readonly QUEUES: readonly string[];
  /** Those of them whose messages go to the Worker's own handler. */
  readonly PUSHED_QUEUES: readonly string[];
  /** The Worker under test. */
  readonly CONSUMER: QueueConsumer;
  /** The account's token for the Queues API. */
  readonly QUEUES_API_TOKEN: string;
  /** Speaks DNS over HTTPS in JSON. */
  readonly RESOLVER: Fetcher;
  /** Every host that goes by a name. */
  readonly INTERNET: Fetcher;
  readonly [deadLetterQueue: `${string}-dlq`]: Queue;
}
