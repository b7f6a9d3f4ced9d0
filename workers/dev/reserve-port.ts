import { once } from "node:events";
import { createServer } from "node:net";

/**
 * Free ports are looked for here: below those that systems give to outgoing connections, one of which could take the
 * port between its probe and its use.
 */
const FIRST_PORT = 20_000;
const LAST_PORT = 32_000;
const ATTEMPTS = 20;

/** Resolves to a port of 127.0.0.1 that is free now: the wished one, or any for 0. Throws one clear line otherwise. */
export async function reservePort(wished: number): Promise<number> {
  if (wished !== 0) return await probePort(wished);
  for (let attempt = 1; ; attempt++) {
    const port = FIRST_PORT + Math.floor(Math.random() * (LAST_PORT - FIRST_PORT));
    try {
      return await probePort(port);
    } catch (error) {
      if (attempt === ATTEMPTS) throw error;
    }
  }
}

async function probePort(port: number): Promise<number> {
  const server = createServer();
  server.listen(port, "127.0.0.1");
  try {
    await once(server, "listening");
  } catch (error) {
    const taken = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
    throw new Error(taken ? `port ${port} is already in use` : `port ${port} cannot be used: ${String(error)}`, {
      cause: error,
    });
  }
  server.close();
  await once(server, "close");
  return port;
}
