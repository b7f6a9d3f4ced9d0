/** Reason with which work is cut short at the end of a drain: it goes back to the queue for another node. */
export class NodeDraining extends Error {
  override readonly name = "NodeDraining";
}

export interface Shutdown {
  /** Aborts at the first termination signal: take no more work. */
  readonly stop: AbortSignal;
  /** Aborts when the grace is over: give back what still runs. */
  readonly abort: AbortSignal;
}

/** The part of `process` that is needed here. */
interface Terminable {
  on(signal: "SIGTERM" | "SIGINT", listener: () => void): unknown;
  exit(code: number): never;
}

interface ShutdownOptions {
  /** Time for running work to end by itself. */
  readonly graceMs: number;
  /** Time after which the process ends whatever still runs; leases then expire by themselves. */
  readonly limitMs: number;
}

/** Turns SIGTERM and SIGINT into a drain; a second signal ends the process at once. */
export function onTermination(process: Terminable, { graceMs, limitMs }: ShutdownOptions): Shutdown {
  const stop = new AbortController();
  const abort = new AbortController();
  function terminate(): void {
    if (stop.signal.aborted) process.exit(1);
    stop.abort(new NodeDraining("the node is shutting down"));
    setTimeout(() => abort.abort(stop.signal.reason), graceMs).unref();
    setTimeout(() => process.exit(0), limitMs).unref();
  }
  process.on("SIGTERM", terminate);
  process.on("SIGINT", terminate);
  return { stop: stop.signal, abort: abort.signal };
}
