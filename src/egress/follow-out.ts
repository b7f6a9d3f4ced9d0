import { callOut, type CallInit } from "./call-out.ts";
import { EgressRefused } from "./egress-errors.ts";
import type { EgressPolicy } from "./egress-policy.ts";

const MOST_REDIRECTS = 5;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/**
 * Gets what lies at an address that a client named, where need be by redirects, each of which is checked like the first
 * address. Throws as {@link callOut} does; too many redirects, and one to nowhere, are refused.
 */
export async function followOut(env: Env, url: string, init: CallInit, policy: EgressPolicy): Promise<Response> {
  let at = url;
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
    const response = await (redirects === 0 ? callOut(env, at, init, policy) : callTarget(env, at, init, policy));
    if (!REDIRECTS.has(response.status)) return response;
    await response.body?.cancel();
    at = targetOf(response, at);
  }
  throw new EgressRefused(`redirects more than ${MOST_REDIRECTS} times`);
}

async function callTarget(...call: Parameters<typeof callOut>): Promise<Response> {
  try {
    return await callOut(...call);
  } catch (error) {
    throw error instanceof EgressRefused ? new EgressRefused(`redirects to a URL that ${error.reason}`) : error;
  }
}

function targetOf({ headers }: Response, from: string): string {
  const target = URL.parse(headers.get("location") ?? "", from);
  if (target === null || !headers.has("location")) throw new EgressRefused("redirects to no address");
  // A fragment is for whoever shows the page; it is never sent.
  target.hash = "";
  return target.href;
}
