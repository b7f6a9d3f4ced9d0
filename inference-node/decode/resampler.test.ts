import { AV_SAMPLE_FMT_FLT, AV_SAMPLE_FMT_S16, type AVSampleFormat } from "node-av/constants";
import { test } from "vitest";
import { Resampler } from "./resampler.ts";
import { frameOf } from "../testing/test-frames.ts";

/** The value of each channel after conversion. */
function convert(values: readonly number[], channels: number, sampleFormat: AVSampleFormat): (number | undefined)[] {
  const resampler = new Resampler({ sampleRate: 16_000, channels: values.length, sampleFormat }, channels);
  const planes = resampler.convert(frameOf(values, { sampleFormat, samples: 100 }));
  return planes.map((plane) => plane[50]);
}

test.for([
  { values: [700], channels: 1, expected: [700] },
  { values: [100, -200, 300], channels: 3, expected: [100, -200, 300] },
  { values: [1, 2, 3, 4, 5, 6, 7, 8], channels: 8, expected: [1, 2, 3, 4, 5, 6, 7, 8] },
  { values: [700], channels: 2, expected: [700, 0] },
  { values: [500, 900], channels: 4, expected: [500, 900, 0, 0] },
  { values: [500, 900], channels: 1, expected: [700] },
  { values: [100, 200, 300, 400, 500], channels: 2, expected: [300, 300] },
])("brings channels $values to $channels as $expected", ({ values, channels, expected }, { expect }) => {
  expect(convert(values, channels, AV_SAMPLE_FMT_S16)).toEqual(expected);
  expect(convert(values, channels, AV_SAMPLE_FMT_FLT)).toEqual(expected);
});
