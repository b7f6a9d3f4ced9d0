interface PumpOptions {
  /** Sends what is due; called again and again, never twice at once. */
  readonly send: () => Promise<void>;
  readonly everyMs: number;
  /** Told the first failure of `send`, after which it is not called again. */
  readonly fail: (reason: unknown) => void;
}

/** Calls `send` at an even pace, and sooner when kicked. */
export class Pump {
  readonly #options: PumpOptions;
  #timer: NodeJS.Timeout | undefined;
  #sending: Promise<void> | undefined;
  #kicked = false;

  constructor(options: PumpOptions) {
    this.#options = options;
    this.#timer = setInterval(() => this.kick(), options.everyMs);
  }

  kick(): void {
    this.#kicked = true;
    this.#sending ??= this.#run();
  }

  /** Resolves when nothing is being sent any more; nothing is sent later. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#timer = undefined;
    await this.#sending;
  }

  async #run(): Promise<void> {
    try {
      while (this.#kicked && this.#timer !== undefined) {
        this.#kicked = false;
        await this.#options.send();
      }
    } catch (error) {
      clearInterval(this.#timer);
      this.#timer = undefined;
      this.#options.fail(error);
    } finally {
      this.#sending = undefined;
    }
  }
}
