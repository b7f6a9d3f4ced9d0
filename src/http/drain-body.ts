import { createMiddleware } from "hono/factory";
import type { AppEnv } from "./app-env.ts";

/** How much of a refused body is read, for how long, and how long a pause in it may be; then the connection is cut off. */
const MOST_BYTES = 64 * 1024 ** 2;
const LONGEST_MS = 30_000;
const LONGEST_PAUSE_MS = 1_000;

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
  const endsAtMs = Date.now() + LONGEST_MS;
  const reader = body.getReader();
  try {
    for (let bytes = 0; bytes <= MOST_BYTES && Date.now() < endsAtMs;) {
      const { value, done } = await readSoon(reader);
      if (done) return;
      bytes += value.byteLength;
    }
    await reader.cancel();
  } catch {
    // Whoever is gone has no answer to wait for.
  }
}

/** What comes next, as if there were no more when that takes too long. */
async function readSoon(
  reader: ReadableStreamDefaultReader<Uint8Array>,
): Promise<ReadableStreamReadResult<Uint8Array>> {
  const pause = new AbortController();
  const given = reader.read();
  // It fails when the connection does, which may be after nobody waits for it any more.
  given.catch(() => undefined);
  const late = scheduler
    .wait(LONGEST_PAUSE_MS, { signal: pause.signal })
    .then(() => ({ done: true, value: undefined }) as const);
  late.catch(() => undefined);
  try {
    return await Promise.race([given, late]);
  } finally {
    pause.abort();
  }
}
