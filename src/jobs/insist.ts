import type { Context } from "../context.ts";
import { SpeechFault } from "../contract/faults.ts";

const ATTEMPTS = 3;

/** Tries a call to a Durable Object, of a kind that may be repeated, until it succeeds. Fault: `storage_unavailable`. */
export async function insist<Result>(
  { log }: Pick<Context, "log">,
  event: string,
  call: () => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await call();
    } catch (error) {
      log.warn("{event} failed: {error}", { event, attempt, error });
      if (attempt === ATTEMPTS) throw new SpeechFault("storage_unavailable", undefined, { cause: error });
    }
  }
}
