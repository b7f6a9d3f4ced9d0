import { readFileSync } from "node:fs";
import { test } from "vitest";
import { refuseCutOff } from "./refuse-cut-off.ts";
import { sniffContainer } from "./sniff-container.ts";
import { readerOver, toneWav, wav } from "../testing/test-audio.ts";

function fixture(name: string): Uint8Array {
  return readFileSync(new URL(`../audio-fixtures/${name}`, import.meta.url));
}

function check(bytes: Uint8Array): void {
  const name = sniffContainer(bytes);
  if (name === null) throw new Error("no container");
  refuseCutOff(name, readerOver(bytes).reader);
}

const TONE_WAV = toneWav({ sampleRate: 16_000, seconds: 1 });

test.for([
  ["tone-faststart.m4a", fixture("tone-faststart.m4a")],
  ["tone-moov-at-end.m4a", fixture("tone-moov-at-end.m4a")],
  ["tone.webm", fixture("tone.webm")],
  ["a wav", TONE_WAV],
] as const)("lets %s pass whole, and short of nothing but a careless header", ([, bytes], { expect }) => {
  expect(() => check(bytes)).not.toThrow();
  expect(() => check(bytes.subarray(0, -44))).not.toThrow();
  const half = Math.floor(bytes.length / 2);
  expect(() => check(bytes.subarray(0, half))).toThrow(`the file is cut off: it holds ${half} of`);
});

test("reads the long form of a box's size", ({ expect }) => {
  const box = Buffer.alloc(5000);
  box.writeUInt32BE(1, 0);
  box.write("mdat", 4);
  box.writeBigUInt64BE(5000n, 8);
  expect(() => check(box)).not.toThrow();
  box.writeBigUInt64BE(6n * 1024n ** 3n, 8);
  expect(() => check(box)).toThrow(`5000 of ${6 * 1024 ** 3} bytes`);
});

test("believes no placeholder that a recorder left", ({ expect }) => {
  const data = new Int16Array(8000);
  for (const claimedBytes of [0, 0x7fff_fff0, 0xffff_ffff]) {
    expect(() => check(wav({ sampleRate: 16_000, channels: 1, data, claimedBytes }))).not.toThrow();
  }
  const live = Buffer.from(fixture("tone.webm"));
  const size = live.indexOf(Buffer.from("18538067", "hex")) + 4;
  live.fill(0xff, size + 1, size + 8).writeUInt8(0x01, size);
  expect(() => check(live.subarray(0, live.length / 2))).not.toThrow();
});
