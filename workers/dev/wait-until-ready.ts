import { setTimeout as sleep } from "node:timers/promises";

const PROBE_INTERVAL_MS = 100;
const PROBE_TIMEOUT_MS = 5_000;

/** Resolves when a health route answers 200. Rejects when aborted, or after `timeoutMs` with what was still missing. */
export async function waitUntilReady(healthUrl: string, timeoutMs: number, signal: AbortSignal): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    signal.throwIfAborted();
    const trouble = await probe(healthUrl);
    if (trouble === undefined) return;
    if (Date.now() > deadline) throw new Error(`not ready after ${timeoutMs / 1000} s: ${trouble}`);
    await sleep(PROBE_INTERVAL_MS, undefined, { signal });
  }
}

async function probe(healthUrl: string): Promise<string | undefined> {
  try {
    const response = await fetch(healthUrl, { signal: AbortSignal.timeout(PROBE_TIMEOUT_MS) });
    const body = await response.text();
    return response.ok ? undefined : `${healthUrl} answered ${response.status}: ${body}`;
  } catch (error) {
    return `${healthUrl} did not answer: ${String(error)}`;
  }
}
