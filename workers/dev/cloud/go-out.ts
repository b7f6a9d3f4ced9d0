import type { CloudEnv } from "./cloud-env.ts";

/** Four numbers, an IPv6 address in brackets, or this machine. */
const ON_SIGHT = /^(\d+\.\d+\.\d+\.\d+|\[.+\]|localhost)$/;

/**
 * A Worker's call to the outside. A host that goes by a name is reached where the stack runner lets names lead: as on
 * Cloudflare, not to private addresses, whatever its resolver says at the last moment. Addresses that are written out
 * lead where they say.
 */
export async function goOut(request: Request, env: CloudEnv): Promise<Response> {
  const isOnSight = ON_SIGHT.test(new URL(request.url).hostname);
  return isOnSight ? await fetch(request) : await env.INTERNET.fetch(request);
}
