import { setTimeout as sleep } from "node:timers/promises";
import { ZodError } from "zod";
import type { ApiAccess } from "../call-api.ts";
import { StreamRefused } from "../open-stream.ts";
import type { Transcription } from "./transcription.ts";
import { watch, type WatchedEvent } from "./watch.ts";

const RECONNECT_MS = 100;
/** A job that tells nothing for so long has stopped: every way of recovery is faster, also two of them in a row. */
const STALL_MS = 60_000;

export interface Watched {
  /** Every event, of all connections together, in the order of arrival. */
  readonly events: readonly WatchedEvent[];
  readonly connects: number;
  readonly final: Transcription;
}

interface WatcherOptions {
  /** Asked before each connect: a deployment that was started again has another URL. */
  readonly access: () => ApiAccess;
  readonly id: string;
  /** Explains a job that has stopped. */
  readonly describe: () => string;
}

/** Watches a transcription to its end and, whenever the stream breaks, goes on after the last event seen. */
export class ChaosWatcher {
  readonly id: string;
  readonly done: Promise<Watched>;
  readonly #options: WatcherOptions;
  readonly #events: WatchedEvent[] = [];
  #connects = 0;
  #heardAtMs = Date.now();
  #onEvent: (() => void)[] = [];

  constructor(options: WatcherOptions) {
    this.#options = options;
    this.id = options.id;
    this.done = this.#watch();
    // Whoever awaits it hears of the failure; until then it is no unhandled one.
    this.done.catch(() => {});
  }

  /** Resolves when the events so far fulfil a condition; rejects when the job ends first. */
  async until(condition: (events: readonly WatchedEvent[]) => boolean): Promise<void> {
    while (!condition(this.#events)) {
      if (this.#events.at(-1)?.event === "done") throw new Error("the job ended before it came so far");
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#onEvent.push(resolve);
      await Promise.race([promise, this.done]);
    }
  }

  /** Resolves at the first word: the job is under way, and far from its end. */
  async untilText(): Promise<void> {
    await this.until((events) => events.some(({ event }) => event === "token"));
  }

  /** Resolves when the whole recording is cut into chunks. */
  async untilPlanned(): Promise<void> {
    await this.until((events) =>
      events.some((event) => event.event !== "token" && event.transcription.duration_seconds !== null),
    );
  }

  async #watch(): Promise<Watched> {
    for (;;) {
      await this.#follow();
      const last = this.#events.at(-1);
      if (last?.event === "done") return { events: this.#events, connects: this.#connects, final: last.transcription };
      await sleep(RECONNECT_MS);
    }
  }

  async #follow(): Promise<void> {
    const { access, id, describe } = this.#options;
    this.#connects += 1;
    const stream = watch(access(), id, this.#events.findLast((event) => event.id !== undefined)?.id);
    try {
      for (;;) {
        const next = await within(STALL_MS, stream.next());
        if (next === undefined || next.done === true) break;
        this.#heardAtMs = Date.now();
        this.#events.push(next.value);
        for (const resume of this.#onEvent.splice(0)) resume();
      }
    } catch (error) {
      if (error instanceof StreamRefused || error instanceof ZodError) throw error;
    }
    if (Date.now() - this.#heardAtMs >= STALL_MS) {
      throw new Error(`nothing was told for ${STALL_MS / 1000} s: ${describe()}`);
    }
  }
}

/** Undefined when it takes longer. */
async function within<T>(limitMs: number, promise: Promise<T>): Promise<T | undefined> {
  const over = new AbortController();
  try {
    return await Promise.race([promise, sleep(limitMs, undefined, { signal: over.signal })]);
  } finally {
    over.abort();
  }
}
