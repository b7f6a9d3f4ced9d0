import { lengthOf, type PcmBlock } from "./pcm-block.ts";

/** Turns blocks of any length into blocks of one length, each with memory of its own. */
export class PcmBatcher {
  readonly #batchSamples: number;
  #media: PcmBlock["media"] | undefined;
  #planes: Int16Array<ArrayBuffer>[] = [];
  #filled = 0;

  constructor(batchSamples: number) {
    this.#batchSamples = batchSamples;
  }

  /** The batches that this block fills. */
  *push({ media, planes }: PcmBlock): Generator<PcmBlock> {
    this.#media = media;
    const length = lengthOf(planes);
    for (let taken = 0; taken < length;) {
      if (this.#planes.length === 0) this.#planes = planes.map(() => new Int16Array(this.#batchSamples));
      const end = Math.min(length, taken + this.#batchSamples - this.#filled);
      for (const [channel, plane] of this.#planes.entries()) {
        plane.set(planes[channel]?.subarray(taken, end) ?? [], this.#filled);
      }
      this.#filled += end - taken;
      taken = end;
      if (this.#filled === this.#batchSamples) yield* this.flush();
    }
  }

  /** The batch begun, if there is one. */
  *flush(): Generator<PcmBlock> {
    if (this.#media === undefined || this.#filled === 0) return;
    const isFull = this.#filled === this.#batchSamples;
    const planes = isFull ? this.#planes : this.#planes.map((plane) => plane.slice(0, this.#filled));
    this.#planes = [];
    this.#filled = 0;
    yield { media: this.#media, planes };
  }
}
