import type { PartState } from "../src/jobs/live/find-part.ts";

/** Those who wait for live audio, each within one call to the job's object. */
export class Arrivals {
  #change = Promise.withResolvers<void>();

  /** Something may be there that someone waits for. */
  tell(): void {
    this.#change.resolve();
    this.#change = Promise.withResolvers<void>();
  }

  /** What `find` gives: the first answer that is not `awaited`, or the last one when the time is up. */
  async until(waitMs: number, find: () => PartState): Promise<PartState> {
    const over = new AbortController();
    const timeUp = scheduler.wait(waitMs, { signal: over.signal }).then(() => true);
    timeUp.catch(() => {});
    try {
      for (let isLate = false; ;) {
        const state = find();
        if (state !== "awaited" || isLate) return state;
        isLate = await Promise.race([timeUp, this.#change.promise.then(() => false)]);
      }
    } finally {
      over.abort();
    }
  }
}
