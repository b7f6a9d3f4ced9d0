/** What becomes of a queue message once its work has ended. */
export type Verdict = { readonly settle: "ack" } | { readonly settle: "retry"; readonly delaySeconds: number };

export const ACK: Verdict = { settle: "ack" };

/** Back to the queue for another node, right away. */
export const HAND_BACK: Verdict = { settle: "retry", delaySeconds: 0 };

/** Wait before a failed message is delivered again, growing with its deliveries: 2 s, 4 s, … at most a minute. */
export function retryDelaySeconds(attempt: number): number {
  return Math.min(60, 2 ** attempt);
}
