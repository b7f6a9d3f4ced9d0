import type { WranglerConfig } from "../dev/read-wrangler-config.ts";

/** Where messages go that a pull consumer gave up on. */
export function deadLettersOf(queue: string): string {
  return `${queue}-dlq`;
}

/** Queues that the Worker only sends to: nodes pull them over HTTP. */
export function pulledQueues({ queues }: WranglerConfig): { binding: string; queue: string }[] {
  const pushed = new Set(queues.consumers.map(({ queue }) => queue));
  return queues.producers.filter(({ queue }) => !pushed.has(queue));
}

/** Every queue that has to exist; dead-letter queues before those that name them. */
export function neededQueues(config: WranglerConfig): string[] {
  const { producers, consumers } = config.queues;
  const deadLetters = [
    ...pulledQueues(config).map(({ queue }) => deadLettersOf(queue)),
    ...consumers.flatMap(({ dead_letter_queue: name }) => name ?? []),
  ];
  return [...new Set([...deadLetters, ...producers.map(({ queue }) => queue), ...consumers.map(({ queue }) => queue)])];
}
