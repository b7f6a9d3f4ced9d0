import { pulledQueues } from "../dev/pulled-queues.ts";
import type { WranglerConfig } from "../dev/read-wrangler-config.ts";

/** Where messages go that a pull consumer gave up on. */
export function deadLettersOf(queue: string): string {
  return `${queue}-dlq`;
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
