import { checkHost } from "./check-host.ts";
import { checkUrl } from "./check-url.ts";
import { EgressUnavailable } from "./egress-errors.ts";
import type { EgressPolicy } from "./egress-policy.ts";

/** What a call may say; redirects are never followed. */
export type CallInit = Omit<RequestInit, "redirect">;

/**
 * Calls an address that a client named, once it is known to be public. A redirect is an answer like any other. Throws
 * EgressRefused, EgressUnavailable, and the signal's reason once that is aborted.
 */
export async function callOut(env: Env, url: string, init: CallInit, policy: EgressPolicy): Promise<Response> {
  const checked = checkUrl(url, policy);
  await checkHost(env, checked, policy);
  try {
    return await fetch(checked, { ...init, redirect: "manual" });
  } catch (error) {
    init.signal?.throwIfAborted();
    throw new EgressUnavailable(`${checked.host} does not answer`, { cause: error });
  }
}
