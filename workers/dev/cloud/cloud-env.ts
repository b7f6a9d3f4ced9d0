import type { PullQueue } from "./pull-queue.ts";

/** What the stack runner gives to the stand-in. Each dead-letter queue is bound under its own name. */
export interface CloudEnv {
  readonly PULL_QUEUE: DurableObjectNamespace<PullQueue>;
  /** Names of the queues that exist; they serve as their ids too. */
  readonly QUEUES: readonly string[];
  /** The account's token for the Queues API. */
  readonly QUEUES_API_TOKEN: string;
  /** Speaks DNS over HTTPS in JSON. */
  readonly RESOLVER: Fetcher;
  /** Every host that goes by a name. */
  readonly INTERNET: Fetcher;
  readonly [deadLetterQueue: `${string}-dlq`]: Queue;
}
