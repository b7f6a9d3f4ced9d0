/** Pause before a lost socket is replaced. */
const RECONNECT_MS = 200;

export interface EndToAwait {
  /** A new socket, not yet accepted; null when the end has come. */
  readonly connect: () => Promise<WebSocket | null>;
  readonly tellsEnd: (message: string) => boolean;
  readonly timeoutMs: number;
}

/** Holds until a Durable Object tells the end of its job over a socket, or until the time is up; true when it has ended. */
export async function awaitEnd({ connect, tellsEnd, timeoutMs }: EndToAwait): Promise<boolean> {
  const endsAtMs = Date.now() + timeoutMs;
  for (;;) {
    const socket = await connect();
    if (socket === null || (await hearsEnd(socket, tellsEnd, endsAtMs - Date.now()))) return true;
    if (Date.now() + RECONNECT_MS >= endsAtMs) return false;
    await scheduler.wait(RECONNECT_MS);
  }
}

/** False when the socket is lost or the time is up before the end. */
async function hearsEnd(
  socket: WebSocket,
  tellsEnd: (message: string) => boolean,
  timeoutMs: number,
): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => resolve(false), Math.max(0, timeoutMs));
  socket.addEventListener("message", ({ data }) => {
    if (tellsEnd(String(data))) resolve(true);
  });
  socket.addEventListener("close", () => resolve(false));
  socket.addEventListener("error", () => resolve(false));
  socket.accept();
  const isOver = await promise;
  clearTimeout(timer);
  socket.close(1000, "watcher left");
  return isOver;
}
