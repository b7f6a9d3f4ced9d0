import { once } from "node:events";
import { createServer } from "node:net";

/** Resolves to a port of 127.0.0.1 that is free now: the wished one, or any for 0. Throws one clear line otherwise. */
export async function reservePort(wished: number): Promise<number> {
  const server = createServer();
  server.listen(wished, "127.0.0.1");
  try {
    await once(server, "listening");
  } catch (error) {
    const taken = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
    throw new Error(taken ? `port ${wished} is already in use` : `port ${wished} cannot be used: ${String(error)}`, {
      cause: error,
    });
  }
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("the probe socket has no port");
  return address.port;
}
