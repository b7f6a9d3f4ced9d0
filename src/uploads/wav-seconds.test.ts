import * as fc from "fast-check";
import { test } from "vitest";
import { wavOf } from "../testing/wav.ts";
import { wavSeconds } from "./wav-seconds.ts";

function patched(at: number, value: number): Uint8Array {
  const bytes = wavOf({ seconds: 2 });
  new DataView(bytes.buffer).setUint32(at, value, true);
  return bytes;
}

test.for([
  { seconds: 1, sampleRate: 16_000, channels: 1 },
  { seconds: 0.5, sampleRate: 44_100, channels: 2 },
  { seconds: 0, sampleRate: 8_000, channels: 1 },
])("$seconds s at $sampleRate Hz on $channels channels", (shape, { expect }) => {
  expect(wavSeconds(wavOf(shape))).toBe(shape.seconds);
});

test("a length that its writer did not know goes to the end of the file", ({ expect }) => {
  expect(wavSeconds(patched(40, 0))).toBe(2);
  expect(wavSeconds(patched(40, 0xffffffff))).toBe(2);
});

test("a rate that the header states beside the others does not count", ({ expect }) => {
  expect(wavSeconds(patched(28, 1))).toBe(2);
});

test("other files, other codings and headers alone tell nothing", ({ expect }) => {
  expect(wavSeconds(new TextEncoder().encode("ID3 something else than WAVE"))).toBeNull();
  expect(wavSeconds(patched(20, 0x00010011))).toBeNull();
  expect(wavSeconds(wavOf({ seconds: 1 }).subarray(0, 40))).toBeNull();
});

test("no bytes make it fail", ({ expect }) => {
  const riff = new TextEncoder().encode("RIFF0000WAVE");
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (rest) => {
      const seconds = wavSeconds(Uint8Array.of(...riff, ...rest)) ?? 0;
      expect(seconds).toBeGreaterThanOrEqual(0);
    }),
  );
});
