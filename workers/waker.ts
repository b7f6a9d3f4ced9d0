/** The pause before an unfinished step is tried again, doubling up to the longest. */
export const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 60_000;

export interface WakerOptions {
  /** Does everything that must happen outside the object, each step safe to repeat. Gives the next deadline, if any. */
  readonly followUp: () => Promise<number | null>;
  readonly onError: (error: unknown, retries: number) => void;
}

/**
 * Lets the consequences of a Durable Object's changes follow, now and by its alarm. A follow-up that fails is tried again,
 * and nothing is ever thrown: after six failed alarms Cloudflare would stop calling.
 */
export class Waker {
  readonly #storage: DurableObjectStorage;
  readonly #options: WakerOptions;
  #waking: Promise<void> | undefined;
  #wakeAgain = false;
  #retries = 0;
  #alarmMs = Infinity;

  constructor(storage: DurableObjectStorage, options: WakerOptions) {
    this.#storage = storage;
    this.#options = options;
  }

  /** Sees to it that the alarm comes no later. Not awaited: it is part of the atomic write of the change that needs it. */
  arm(atMs: number | null): void {
    if (atMs === null || atMs >= this.#alarmMs) return;
    this.#alarmMs = atMs;
    void this.#storage.setAlarm(atMs);
  }

  /** What the object's alarm does: the runtime has used it up. */
  async ring(): Promise<void> {
    this.#alarmMs = Infinity;
    await this.wake();
  }

  /** One follow-up at a time; a change during one is followed by another. */
  async wake(): Promise<void> {
    this.#wakeAgain = true;
    this.#waking ??= this.#wakeUntilQuiet().finally(() => (this.#waking = undefined));
    await this.#waking;
  }

  async #wakeUntilQuiet(): Promise<void> {
    while (this.#wakeAgain) {
      this.#wakeAgain = false;
      try {
        const deadlineMs = await this.#options.followUp();
        this.#retries = 0;
        this.arm(deadlineMs);
      } catch (error) {
        this.#options.onError(error, this.#retries);
        this.arm(Date.now() + Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** this.#retries++));
      }
    }
  }
}
