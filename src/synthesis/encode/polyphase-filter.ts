/** Steepness of the Kaiser window: what it leaves beyond its edge is 70 dB down. */
const BETA = 6.76;
/** Taps of one phase at the lower of the two rates; with this window a transition of 18 % of the band. */
const TAPS = 48;
/** Middle of the transition, as a share of the lower rate's band: flat up to 86 % of it, gone from 104 % on. */
const CUTOFF = 0.95;

/** A change of rate by `up / down`, in lowest terms, and the low-pass filter that it needs. */
export interface PolyphaseFilter {
  readonly up: number;
  readonly down: number;
  /** Input samples that make one output sample. */
  readonly taps: number;
  /** The coefficients of one phase after the other, each in the order of the input. */
  readonly coefficients: Float32Array;
}

/** A windowed-sinc low-pass between two rates, in as many phases as there are places of the output between the input. */
export function polyphaseFilter(fromRate: number, toRate: number): PolyphaseFilter {
  const divisor = greatestCommonDivisor(fromRate, toRate);
  const [up, down] = [toRate / divisor, fromRate / divisor];
  const band = Math.min(1, up / down);
  const half = Math.ceil(TAPS / 2 / band);
  const taps = 2 * half;
  const coefficients = new Float32Array(up * taps);
  for (let phase = 0; phase < up; phase++) {
    const row = coefficients.subarray(phase * taps, (phase + 1) * taps);
    for (let tap = 0; tap < taps; tap++) {
      const distance = tap - (half - 1) - phase / up;
      row[tap] = sinc(CUTOFF * band * distance) * kaiser(distance / half);
    }
    // Every phase passes a constant unchanged; otherwise their differences would be heard as a tone.
    const sum = row.reduce((total, coefficient) => total + coefficient, 0);
    for (let tap = 0; tap < taps; tap++) row[tap] = (row[tap] ?? 0) / sum;
  }
  return { up, down, taps, coefficients };
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

/** The window at a place from -1 to 1. */
function kaiser(place: number): number {
  return Math.abs(place) >= 1 ? 0 : bessel(BETA * Math.sqrt(1 - place ** 2)) / bessel(BETA);
}

/** The modified Bessel function of the first kind, of order 0, by its series. */
function bessel(x: number): number {
  let [sum, term] = [1, 1];
  for (let n = 1; term > sum * 1e-12; n++) {
    term *= (x / (2 * n)) ** 2;
    sum += term;
  }
  return sum;
}
