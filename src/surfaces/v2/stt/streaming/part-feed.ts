import type { PartOutcome } from "../../../../jobs/live/append-part.ts";

/** Two seconds of 16 kHz, a few of anything compressed. */
const PART_BYTES = 64 * 1024;
/** Less than that waits this long for more: each part costs the Worker two calls. */
const GATHER_MS = 400;

export interface PartFeedOptions {
  /** Stores the next part. */
  readonly store: (index: number, bytes: Uint8Array) => Promise<PartOutcome>;
}

/** Gathers what a speaker sends into parts and stores them, one after the other. */
export class PartFeed {
  readonly #options: PartFeedOptions;
  readonly #waiting: Uint8Array[] = [];
  #waitingBytes = 0;
  #isEnded = false;
  #isOver = false;
  #news = Promise.withResolvers<void>();

  constructor(options: PartFeedOptions) {
    this.#options = options;
  }

  /** What has come and is not stored yet. */
  get waitingBytes(): number {
    return this.#waitingBytes;
  }

  add(bytes: Uint8Array): void {
    if (this.#isOver) return;
    this.#waiting.push(bytes);
    this.#waitingBytes += bytes.byteLength;
    this.#news.resolve();
  }

  /** Nothing more will be added. */
  end(): void {
    this.#isEnded = true;
    this.#news.resolve();
  }

  /** Resolves when everything is stored, or nobody wants it any more. Rejects when something cannot be stored. */
  async run(): Promise<void> {
    for (let index = 0; ; index += 1) {
      await this.#untilDue();
      const bytes = this.#take();
      if (bytes.byteLength === 0) return;
      const outcome = await this.#options.store(index, bytes);
      this.#waitingBytes -= bytes.byteLength;
      if (outcome === "over") return this.#discard();
    }
  }

  #discard(): void {
    this.#isOver = true;
    this.#waiting.length = 0;
    this.#waitingBytes = 0;
  }

  async #untilDue(): Promise<void> {
    while (this.#waitingBytes === 0 && !this.#isEnded) await this.#nextNews();
    const timeUp = scheduler.wait(GATHER_MS).then(() => true);
    for (let isLate = false; this.#waitingBytes < PART_BYTES && !this.#isEnded && !isLate;) {
      isLate = await Promise.race([timeUp, this.#nextNews().then(() => false)]);
    }
  }

  #nextNews(): Promise<void> {
    this.#news = Promise.withResolvers<void>();
    return this.#news.promise;
  }

  /** Up to {@link PART_BYTES} of what is waiting; none only at the end. */
  #take(): Uint8Array {
    const part = new Uint8Array(Math.min(PART_BYTES, this.#waitingBytes));
    for (let filled = 0; filled < part.byteLength;) {
      const next = this.#waiting.shift() ?? new Uint8Array(0);
      const taken = next.subarray(0, part.byteLength - filled);
      part.set(taken, filled);
      filled += taken.byteLength;
      if (taken.byteLength < next.byteLength) this.#waiting.unshift(next.subarray(taken.byteLength));
    }
    return part;
  }
}
