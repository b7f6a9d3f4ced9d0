import { type PolyphaseFilter, polyphaseFilter } from "./polyphase-filter.ts";

/** How many samples so many samples become at another rate: as many as begin within their time. */
export function resampledLength(samples: number, fromRate: number, toRate: number): number {
  return Math.ceil((samples * toRate) / fromRate);
}

/** Brings samples, given in pieces, to another rate, without delay. At the same rate it hands them through untouched. */
export class Resampler {
  readonly #filter: PolyphaseFilter;
  /** Input from {@link #firstIndex} on that is still needed; before the beginning there was silence. */
  #held: Float32Array;
  #firstIndex: number;
  #received = 0;
  #given = 0;

  constructor(fromRate: number, toRate: number) {
    this.#filter = polyphaseFilter(fromRate, toRate);
    const before = this.#filter.taps / 2 - 1;
    this.#held = new Float32Array(before);
    this.#firstIndex = -before;
  }

  push(samples: Float32Array): Float32Array {
    if (this.#isIdentity) return samples;
    this.#received += samples.length;
    return this.#filtered(samples);
  }

  /** The rest, when all samples are in. */
  finish(): Float32Array {
    if (this.#isIdentity) return new Float32Array();
    const { up, down, taps } = this.#filter;
    const rest = Math.ceil((this.#received * up) / down) - this.#given;
    return this.#filtered(new Float32Array(taps)).subarray(0, rest);
  }

  get #isIdentity(): boolean {
    return this.#filter.up === this.#filter.down;
  }

  #filtered(samples: Float32Array): Float32Array {
    const { up, down, taps, coefficients } = this.#filter;
    const input = new Float32Array(this.#held.length + samples.length);
    input.set(this.#held);
    input.set(samples, this.#held.length);
    const before = taps / 2 - 1;
    // Output n lies at input position n * down / up and needs the input from `before` samples ahead of it, `taps` long.
    const lastPosition = this.#firstIndex + input.length - taps + before;
    const end = Math.max(this.#given, Math.floor(((lastPosition + 1) * up - 1) / down) + 1);
    const output = new Float32Array(end - this.#given);
    for (let n = this.#given; n < end; n++) {
      const phase = (n * down) % up;
      const start = (n * down - phase) / up - before - this.#firstIndex;
      const row = phase * taps;
      let sum = 0;
      for (let tap = 0; tap < taps; tap++) sum += (coefficients[row + tap] ?? 0) * (input[start + tap] ?? 0);
      output[n - this.#given] = sum;
    }
    this.#given = end;
    const needed = Math.floor((end * down) / up) - before;
    this.#held = input.slice(Math.max(0, needed - this.#firstIndex));
    this.#firstIndex += input.length - this.#held.length;
    return output;
  }
}
