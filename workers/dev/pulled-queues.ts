import type { WranglerConfig } from "./read-wrangler-config.ts";

/** Queues that the Worker only sends to: nodes pull them over HTTP. */
export function pulledQueues({ queues }: WranglerConfig): { binding: string; queue: string }[] {
  const pushed = new Set(queues.consumers.map(({ queue }) => queue));
  return queues.producers.filter(({ queue }) => !pushed.has(queue));
}
