import { FRAME_SAMPLES } from "../detect/speech-detector.ts";

/** 4 kHz hold the voice's pitch and first formants, which is what makes two voices differ. */
const DECIMATION = 4;
/** A high-pass at about 130 Hz: mains hum and rumble are the same in all channels, whoever speaks. */
const FEEDBACK = 0.8;
/** Samples of {@link LaneSignal} to a frame. */
const SIGNAL_FRAME = FRAME_SAMPLES / DECIMATION;
/** Largest delay between two microphones, or of a recorder's channels: 10 ms, which sound takes for 3.4 m. */
const MAX_LAG = 40;

/** The latest frame of one channel as voices are compared by: without hum, at a quarter of the rate. */
export class LaneSignal {
  readonly #samples = new Float32Array(MAX_LAG + SIGNAL_FRAME);
  #energy = 0;
  #previous = 0;
  #output = 0;

  /** Sum of squares of the latest frame. */
  get energy(): number {
    return this.#energy;
  }

  /** @param frame {@link FRAME_SAMPLES}, fewer at the end of the recording. */
  push(frame: Int16Array): void {
    this.#samples.copyWithin(0, SIGNAL_FRAME);
    this.#energy = 0;
    for (let at = 0; at < SIGNAL_FRAME; at += 1) {
      let sum = 0;
      for (let part = 0; part < DECIMATION; part += 1) sum += frame[at * DECIMATION + part] ?? 0;
      const input = sum / DECIMATION;
      this.#output = input - this.#previous + FEEDBACK * this.#output;
      this.#previous = input;
      this.#samples[MAX_LAG + at] = this.#output;
      this.#energy += this.#output ** 2;
    }
  }

  /** Cross-correlation of the latest frames: one sum of products to a lag, this lane's delays first, then those of the other. */
  correlate(other: LaneSignal): Float64Array {
    const sums = new Float64Array(2 * MAX_LAG + 1);
    for (let lag = 0; lag <= MAX_LAG; lag += 1) {
      sums[MAX_LAG - lag] = productSum(this.#samples, other.#samples, lag);
      sums[MAX_LAG + lag] = productSum(other.#samples, this.#samples, lag);
    }
    return sums;
  }
}

function productSum(late: Float32Array, early: Float32Array, lag: number): number {
  let sum = 0;
  for (let at = MAX_LAG; at < late.length; at += 1) sum += (late[at] ?? 0) * (early[at - lag] ?? 0);
  return sum;
}
