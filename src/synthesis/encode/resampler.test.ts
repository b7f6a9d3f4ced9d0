import * as fc from "fast-check";
import { describe, test } from "vitest";
import { resampledLength, Resampler } from "./resampler.ts";

const RATE = 22_050;

function sine(hertz: number, rate: number, length: number): Float32Array {
  return Float32Array.from({ length }, (_, n) => Math.sin((2 * Math.PI * hertz * n) / rate));
}

function resample(samples: Float32Array, toRate: number, cuts: readonly number[] = []): Float32Array {
  const resampler = new Resampler(RATE, toRate);
  const edges = [0, ...cuts.toSorted((a, b) => a - b), samples.length];
  const pieces = edges.slice(1).map((end, n) => resampler.push(samples.subarray(edges[n], end)));
  return Float32Array.from([...pieces, resampler.finish()].flatMap((piece) => Array.from(piece)));
}

/** Decibels of what is left of `heard` without the tone of `hertz` that fits it best, and of that tone. */
function analyse(heard: Float32Array, hertz: number, rate: number): { toneDb: number; restDb: number } {
  const cosine = sine(hertz, rate, heard.length).map((_, n) => Math.cos((2 * Math.PI * hertz * n) / rate));
  const wave = sine(hertz, rate, heard.length);
  const [a, b] = [2 * mean(heard, wave), 2 * mean(heard, cosine)];
  const rest = heard.map((sample, n) => sample - a * (wave[n] ?? 0) - b * (cosine[n] ?? 0));
  return { toneDb: 20 * Math.log10(Math.hypot(a, b)), restDb: 10 * Math.log10(2 * mean(rest, rest)) };
}

function mean(one: Float32Array, other: Float32Array): number {
  return one.reduce((sum, sample, n) => sum + sample * (other[n] ?? 0), 0) / one.length;
}

describe("from 22,050 Hz", () => {
  test.for([8_000, 11_025, 12_000, 16_000, 24_000, 32_000, 44_100, 48_000])(
    "to %i Hz tones keep their loudness and phase, and nothing is added",
    (toRate, { expect }) => {
      const band = Math.min(RATE, toRate) / 2;
      for (const share of [0.01, 0.3, 0.6, 0.85]) {
        const hertz = Math.round((band * share) / 100) * 100 || 50;
        const heard = resample(sine(hertz, RATE, RATE / 5), toRate);
        expect(heard).toHaveLength(toRate / 5);
        const [from, to] = [toRate * 0.04, toRate * 0.16];
        const { toneDb, restDb } = analyse(heard.subarray(from, to), hertz, toRate);
        expect(Math.abs(toneDb), `${hertz} Hz`).toBeLessThan(0.1);
        expect(restDb, `${hertz} Hz`).toBeLessThan(-60);
        const middle = toRate / 10;
        expect(Math.abs((heard[middle] ?? 0) - Math.sin((2 * Math.PI * hertz) / 10))).toBeLessThan(0.02);
      }
    },
  );

  test.for([8_000, 16_000])("to %i Hz what does not fit is gone instead of folded back", (toRate, { expect }) => {
    for (const hertz of [toRate * 0.53, 10_500]) {
      const heard = resample(sine(hertz, RATE, RATE / 5), toRate).subarray(toRate * 0.04, toRate * 0.16);
      expect(10 * Math.log10(2 * mean(heard, heard))).toBeLessThan(-60);
    }
  });

  test("to the same rate the samples are untouched", ({ expect }) => {
    const samples = sine(440, RATE, 1000);
    expect(resample(samples, RATE, [333])).toEqual(samples);
  });
});

test("the result does not depend on how the samples were cut, and has the length foretold", ({ expect }) => {
  const rates = fc.constantFrom(8_000, 11_025, 16_000, 32_000, 44_100, 48_000);
  const lengths = fc.nat(400);
  fc.assert(
    fc.property(rates, lengths, fc.array(fc.nat(400), { maxLength: 5 }), (toRate, length, cuts) => {
      const samples = Float32Array.from({ length }, (_, n) => Math.sin(n * n));
      const inRange = cuts.filter((cut) => cut <= length);
      const whole = resample(samples, toRate);
      expect(whole).toHaveLength(resampledLength(length, RATE, toRate));
      expect(resample(samples, toRate, inRange)).toEqual(whole);
    }),
    { numRuns: 30 },
  );
});
