import type { EgressPolicy } from "../../egress/egress-policy.ts";

/** How far audio URIs may lead. */
export function uriPolicy({ ALLOW_PRIVATE_URIS }: Pick<Env, "ALLOW_PRIVATE_URIS">): EgressPolicy {
  return { allowPrivate: ALLOW_PRIVATE_URIS === "true" };
}
