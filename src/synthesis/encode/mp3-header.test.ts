import { describe, test } from "vitest";
import { mp3Frames, tone } from "../../testing/speaker.ts";
import { crc16 } from "./crc16.ts";
import { Mp3Encoder } from "./mp3-encoder.ts";
import { mp3Header } from "./mp3-header.ts";
import { SAMPLE_RATES } from "./sample-rates.ts";
import { SampleReader } from "./sample-reader.ts";

async function encode(pieces: Uint8Array[], sampleRate = 22_050): Promise<Uint8Array> {
  const encoder = await Mp3Encoder.open(sampleRate);
  const reader = new SampleReader();
  const parts = pieces.map((piece) => encoder.encode(reader.read(piece)));
  return new Blob([...parts, encoder.finish()]).bytes();
}

describe("an MP3", () => {
  test.for([0, 1, 575, 22_050, 100_000])("of %i samples says its exact length", async (samples, { expect }) => {
    const frames = await encode([tone(samples)]);
    const header = mp3Header(frames, samples, 22_050);
    const all = mp3Frames(await new Blob([header, frames]).bytes());
    const view = new DataView(header.buffer);

    expect(new TextDecoder().decode(header.subarray(13, 17))).toBe("Info");
    const frameCount = view.getUint32(21);
    expect(frameCount).toBe(all.length - 1);
    expect(view.getUint32(25)).toBe(header.byteLength + frames.byteLength);
    expect([...header.subarray(29, 129)]).toEqual(Array.from({ length: 100 }, (_, n) => Math.floor((n * 256) / 100)));

    const [high = 0, both = 0, low = 0] = header.subarray(133 + 21);
    const delay = (high << 4) | (both >> 4);
    const padding = ((both & 0xf) << 8) | low;
    expect(frameCount * 576 - delay - padding).toBe(samples);
    expect(view.getUint16(133 + 34)).toBe(crc16(header.subarray(0, 133 + 34)));
  });

  test.for(SAMPLE_RATES.mp3)("of %i Hz says its exact length", async (sampleRate, { expect }) => {
    const samples = 10_000;
    const frames = await encode([tone(samples)], sampleRate);
    const header = mp3Header(frames, samples, sampleRate);
    const all = mp3Frames(await new Blob([header, frames]).bytes(), sampleRate);
    const isLong = sampleRate >= 32_000;
    const tags = header.subarray(isLong ? 21 : 13);
    expect(new TextDecoder().decode(tags.subarray(0, 4))).toBe("Info");
    const frameCount = new DataView(tags.buffer, tags.byteOffset).getUint32(8);
    expect(frameCount).toBe(all.length - 1);
    const [high = 0, both = 0, low = 0] = tags.subarray(120 + 21);
    const padding = ((both & 0xf) << 8) | low;
    expect(frameCount * (isLong ? 1152 : 576) - ((high << 4) | (both >> 4)) - padding).toBe(samples);
  });

  test("is the same however its samples were cut, also inside a sample", async ({ expect }) => {
    const samples = tone(5000);
    const cuts = [0, 1, 4, 7, 3000, 3001, 9999, samples.length];
    const pieces = cuts.map((cut, n) => samples.subarray(cut, cuts[n + 1]));
    expect(mp3Frames(await encode(pieces))).toEqual(mp3Frames(await encode([samples])));
  });
});

test("the checksum is CRC-16/ARC", ({ expect }) => {
  expect(crc16(new TextEncoder().encode("123456789"))).toBe(0xbb3d);
});
