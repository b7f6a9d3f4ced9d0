const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Runs a function that adds signal handlers which end the process, and takes them away again for signals that this
 * process handles itself: an orderly stop needs time.
 */
export function keepSignals<T>(run: () => T): T {
  const before = SIGNALS.map((signal) => [signal, process.listeners(signal)] as const);
  const result = run();
  for (const [signal, own] of before) {
    if (own.length === 0) continue;
    for (const listener of process.listeners(signal)) {
      if (!own.includes(listener)) process.removeListener(signal, listener);
    }
  }
  return result;
}
