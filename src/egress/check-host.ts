import { EgressRefused, EgressUnresolved } from "./egress-errors.ts";
import type { EgressPolicy } from "./egress-policy.ts";
import { isPublicAddress } from "./is-public-address.ts";
import { literalAddress } from "./literal-address.ts";
import { resolveHost } from "./resolve-host.ts";

/**
 * Finds out whether every address that a URL's host has is public. Throws EgressRefused when one is not or there is
 * none, EgressUnavailable when it cannot be found out.
 */
export async function checkHost(env: Env, url: URL, policy: EgressPolicy): Promise<void> {
  if (policy.allowPrivate) return;
  const literal = literalAddress(url);
  const addresses = literal === undefined ? await resolveHost(env, url.hostname) : [literal];
  if (addresses.length === 0) throw new EgressUnresolved();
  if (!addresses.every(isPublicAddress)) throw new EgressRefused("names a host on an address that is not public");
}
