import { SAMPLE_RATE } from "../../src/contract/units.ts";

/** One second to a message: a few hundred messages a second at full speed, and the first text does not wait. */
const BATCH_SAMPLES = SAMPLE_RATE;

/** Gathers decoded samples into messages. */
export class SampleBatch {
  readonly #send: (samples: Int16Array<ArrayBuffer>) => void;
  #batch = new Int16Array(BATCH_SAMPLES);
  #filled = 0;

  /** @param send Takes samples over, and their memory with them. */
  constructor(send: (samples: Int16Array<ArrayBuffer>) => void) {
    this.#send = send;
  }

  add(samples: Int16Array): void {
    for (let taken = 0; taken < samples.length;) {
      const part = samples.subarray(taken, taken + BATCH_SAMPLES - this.#filled);
      this.#batch.set(part, this.#filled);
      taken += part.length;
      this.#filled += part.length;
      if (this.#filled === BATCH_SAMPLES) this.flush();
    }
  }

  /** Sends what has gathered. */
  flush(): void {
    if (this.#filled === 0) return;
    const gathered = this.#filled === BATCH_SAMPLES ? this.#batch : this.#batch.slice(0, this.#filled);
    this.#batch = new Int16Array(BATCH_SAMPLES);
    this.#filled = 0;
    this.#send(gathered);
  }
}
