import { describe, test } from "vitest";
import { decodeOpusFile, readOpusFile } from "../../testing/opus-file.ts";
import { crc32 } from "./crc32.ts";
import { OpusEncoder } from "./opus-encoder.ts";
import { SAMPLE_RATES } from "./sample-rates.ts";

const HERTZ = 440;

function tone(rate: number, samples: number): Float32Array {
  return Float32Array.from({ length: samples }, (_, n) => 0.5 * Math.sin((2 * Math.PI * HERTZ * n) / rate));
}

async function encode(rate: number, samples: Float32Array, cut = samples.length): Promise<Uint8Array> {
  const encoder = new OpusEncoder(rate);
  const parts = [encoder.encode(samples.subarray(0, cut)), encoder.encode(samples.subarray(cut)), encoder.finish()];
  return new Blob(parts).bytes();
}

describe("Opus", () => {
  test.for(SAMPLE_RATES.opus)(
    "of %i Hz is heard as it was, where it was, for exactly as long",
    async (rate, { expect }) => {
      const samples = Math.round(1.234 * rate);
      const file = readOpusFile(await encode(rate, tone(rate, samples)));
      expect(file.inputRate).toBe(rate);
      expect(file.endGranule - file.preSkip).toBe((samples * 48_000) / rate);
      expect(file.packets.length * 960).toBeGreaterThanOrEqual(file.endGranule);
      const heard = decodeOpusFile(file);
      expect(heard).toHaveLength((samples * 48_000) / rate);
      const expected = tone(48_000, heard.length);
      const [from, to] = [9_600, heard.length - 4_800];
      let [both, own, other] = [0, 0, 0];
      for (let n = from; n < to; n++) {
        const [a, b] = [(heard[n] ?? 0) / 0x8000, expected[n] ?? 0];
        both += a * b;
        own += a * a;
        other += b * b;
      }
      expect(both / Math.sqrt(own * other)).toBeGreaterThan(0.9);
      expect(Math.abs(10 * Math.log10(own / other))).toBeLessThan(1);
    },
  );

  test.for([0, 1, 959, 960, 48_000, 50_001])(
    "of %i samples is a whole file of that length",
    async (samples, { expect }) => {
      const file = readOpusFile(await encode(48_000, tone(48_000, samples)));
      expect(file.endGranule - file.preSkip).toBe(samples);
      expect(decodeOpusFile(file)).toHaveLength(samples);
    },
  );

  test("is the same however its samples were cut", async ({ expect }) => {
    const samples = tone(16_000, 40_000);
    expect(await encode(16_000, samples, 12_345)).toEqual(await encode(16_000, samples));
  });
});

test("the checksum is that of Ogg", ({ expect }) => {
  // CRC-32/MPEG-2 without its initial value.
  expect(crc32(new TextEncoder().encode("123456789"))).toBe(0x89a1897f);
});
