import { setTimeout as sleep } from "node:timers/promises";

interface Backoff {
  readonly firstMs: number;
  readonly maxMs: number;
}

/** Wait before the next try after `failures` in a row: doubles up to `maxMs`, then spread over its upper half. */
export function backoffMs(failures: number, { firstMs, maxMs }: Backoff, random: () => number = Math.random): number {
  const ceiling = Math.min(maxMs, firstMs * 2 ** Math.max(0, failures - 1));
  return Math.round(ceiling * (0.5 + random() / 2));
}

/** Waits `ms`, or until `signal` aborts. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(Math.max(0, ms), undefined, { signal }).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
}
