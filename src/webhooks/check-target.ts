import type { Context } from "../context.ts";
import { SpeechFault } from "../contract/faults.ts";
import { checkHost } from "../egress/check-host.ts";
import { checkUrl } from "../egress/check-url.ts";
import { EgressRefused, EgressUnavailable } from "../egress/egress-errors.ts";
import type { EgressPolicy } from "../egress/egress-policy.ts";

/** How far deliveries may go. */
export function deliveryPolicy({ ALLOW_PRIVATE_WEBHOOKS }: Env): EgressPolicy {
  return { allowPrivate: ALLOW_PRIVATE_WEBHOOKS === "true" };
}

/** Refuses a target that must not be called. Faults: `webhook_url_invalid`, `storage_unavailable` while names cannot be looked up. */
export async function checkTarget({ env }: Pick<Context, "env">, text: string): Promise<void> {
  const policy = deliveryPolicy(env);
  try {
    await checkHost(env, checkUrl(text, policy), policy);
  } catch (error) {
    if (error instanceof EgressRefused) throw new SpeechFault("webhook_url_invalid", error.message, { cause: error });
    if (!(error instanceof EgressUnavailable)) throw error;
    throw new SpeechFault("storage_unavailable", "the host of the URL could not be looked up, try again", {
      cause: error,
    });
  }
}
