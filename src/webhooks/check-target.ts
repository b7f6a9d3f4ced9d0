import type { Context } from "../context.ts";
import { SpeechFault } from "../contract/faults.ts";
import { checkHost } from "../egress/check-host.ts";
import { checkUrl } from "../egress/check-url.ts";
import { EgressRefused, EgressUnavailable, EgressUnresolved } from "../egress/egress-errors.ts";
import type { EgressPolicy } from "../egress/egress-policy.ts";

/** How far deliveries may go. */
export function deliveryPolicy({ ALLOW_PRIVATE_WEBHOOKS }: Env): EgressPolicy {
  return { allowPrivate: ALLOW_PRIVATE_WEBHOOKS === "true" };
}

/**
 * Refuses a target that must not be called. One whose host cannot be found passes: it may exist tomorrow, and whatever it
 * then leads to is checked again at every delivery. Fault: `webhook_url_invalid`.
 */
export async function checkTarget({ env }: Pick<Context, "env">, text: string): Promise<void> {
  const policy = deliveryPolicy(env);
  try {
    await checkHost(env, checkUrl(text, policy), policy);
  } catch (error) {
    if (error instanceof EgressUnresolved || error instanceof EgressUnavailable) return;
    if (!(error instanceof EgressRefused)) throw error;
    throw new SpeechFault("webhook_url_invalid", error.message, { cause: error });
  }
}
