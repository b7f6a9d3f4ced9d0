import { createMiddleware } from "hono/factory";
import type { AppEnv } from "./app-env.ts";

/** How much of a refused body is read, and for how long; then the connection is cut off after all. */
const MOST_BYTES = 64 * 1024 ** 2;
const LONGEST_MS = 10_000;

/**
 * Reads what a handler left unread of a request's body. Most clients look for an answer only when all is sent: on a
 * connection that is closed before, the reason of a refusal is lost.
 */
export const drainBody = createMiddleware<AppEnv>(async function drainBody(c, next) {
  const { body } = c.req.raw;
  await next();
  if (body !== null && !body.locked) await drain(body);
});

async function drain(body: ReadableStream<Uint8Array>): Promise<void> {
  let bytes = 0;
  const sink = new WritableStream<Uint8Array>({
    write({ byteLength }) {
      bytes += byteLength;
      if (bytes > MOST_BYTES) throw new Error("the body is too large to be read");
    },
  });
  // Whoever sends no further, or too much, has no answer to wait for.
  await body.pipeTo(sink, { signal: AbortSignal.timeout(LONGEST_MS) }).catch(() => undefined);
}
