import type { WranglerConfig } from "./read-wrangler-config.ts";

interface LocalCloud {
  /** Queues that the Worker only sends to: they are pulled over HTTP, which the stand-in serves. */
  readonly pulledQueues: readonly string[];
  /** Where the Worker finds its pulled queues in the Queues API. The stand-in uses a queue's name as its id. */
  readonly vars: Readonly<Record<string, string>>;
}

/** What the stand-in for Cloudflare's account has to offer to the Worker of this configuration. */
export function localCloud(config: WranglerConfig): LocalCloud {
  const pushed = new Set(config.queues.consumers.map((consumer) => consumer.queue));
  const pulled = config.queues.producers.filter(({ queue }) => !pushed.has(queue));
  return {
    pulledQueues: pulled.map(({ queue }) => queue),
    vars: {
      CLOUDFLARE_ACCOUNT_ID: "local",
      ...Object.fromEntries(pulled.map(({ binding, queue }) => [`${binding}_QUEUE_ID`, queue])),
    },
  };
}
