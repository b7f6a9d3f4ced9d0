import { LaneSignal } from "./lane-signal.ts";

/** What one frame adds to the sums. */
interface Moment {
  readonly energies: readonly number[];
  /** By pair of lanes; absent where nothing sounds. */
  readonly products: ReadonlyMap<number, Float64Array>;
}

const NOTHING: Moment = { energies: [], products: new Map() };

/** How much the channels of a recording are alike, over its latest frames of voice. */
export class LaneLikeness {
  readonly #windowFrames: number;
  readonly #signals: readonly LaneSignal[];
  readonly #moments: Moment[] = [];
  readonly #energies: number[];
  readonly #products = new Map<number, Float64Array>();

  constructor(lanes: number, windowFrames: number) {
    this.#windowFrames = windowFrames;
    this.#signals = Array.from({ length: lanes }, () => new LaneSignal());
    this.#energies = this.#signals.map(() => 0);
  }

  /**
   * @param samples the next frame of every lane
   * @param voiced the lanes with a voice in it; a frame without any moves the window and adds nothing
   */
  push(samples: readonly Int16Array[], voiced: readonly boolean[]): void {
    this.#signals.forEach((signal, lane) => signal.push(samples[lane] ?? new Int16Array(0)));
    this.#slide(voiced.includes(true) ? this.#measure(voiced) : NOTHING);
  }

  /** Moves the window past the end of the recording. */
  pushNothing(): void {
    this.#slide(NOTHING);
  }

  energyOf(lane: number): number {
    return this.#energies[lane] ?? 0;
  }

  /** The largest correlation of two lanes at any lag, whatever its sign: 1 for copies, near 0 for different voices. */
  between(a: number, b: number): number {
    const norm = Math.sqrt(this.energyOf(a) * this.energyOf(b));
    const products = this.#products.get(this.#pair(a, b));
    if (products === undefined || norm <= 0) return 0;
    return products.reduce((most, sum) => Math.max(most, Math.abs(sum)), 0) / norm;
  }

  #measure(voiced: readonly boolean[]): Moment {
    const products = new Map<number, Float64Array>();
    this.#signals.forEach((first, a) => {
      for (let b = a + 1; b < this.#signals.length; b += 1) {
        const second = this.#signals[b];
        const isCompared = (voiced[a] === true || voiced[b] === true) && first.energy > 0 && (second?.energy ?? 0) > 0;
        if (isCompared && second !== undefined) products.set(this.#pair(a, b), first.correlate(second));
      }
    });
    return { energies: this.#signals.map(({ energy }) => energy), products };
  }

  #slide(moment: Moment): void {
    this.#moments.push(moment);
    this.#add(moment, 1);
    if (this.#moments.length <= this.#windowFrames) return;
    const gone = this.#moments.shift();
    if (gone !== undefined) this.#add(gone, -1);
    // What rounding leaves of a loud frame must not pass for a likeness of quiet ones.
    if (this.#moments.every((left) => left === NOTHING)) this.#forget();
  }

  #add({ energies, products }: Moment, sign: 1 | -1): void {
    energies.forEach((energy, lane) => (this.#energies[lane] = (this.#energies[lane] ?? 0) + sign * energy));
    for (const [pair, sums] of products) {
      const total = this.#products.get(pair) ?? new Float64Array(sums.length);
      for (let at = 0; at < total.length; at += 1) total[at] = (total[at] ?? 0) + sign * (sums[at] ?? 0);
      this.#products.set(pair, total);
    }
  }

  #forget(): void {
    this.#energies.fill(0);
    this.#products.clear();
  }

  #pair(a: number, b: number): number {
    return Math.min(a, b) * this.#signals.length + Math.max(a, b);
  }
}
