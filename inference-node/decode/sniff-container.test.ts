import { readFileSync } from "node:fs";
import { test } from "vitest";
import { describeImpostor, id3TagBytes, sniffContainer } from "./sniff-container.ts";
import { toneWav } from "../testing/test-audio.ts";

function head(name: string): Uint8Array {
  return readFileSync(new URL(`../audio-fixtures/${name}`, import.meta.url)).subarray(0, 8000);
}

test.for([
  ["tone-faststart.m4a", "mov"],
  ["tone-moov-at-end.m4a", "mov"],
  ["tone.aac", "aac"],
  ["tone-vorbis.ogg", "ogg"],
  ["tone.webm", "matroska"],
  ["tone.flac", "flac"],
] as const)("recognizes %s as %s", ([name, container], { expect }) => {
  expect(sniffContainer(head(name))).toBe(container);
});

test("finds mp3 frames after their tag, and behind junk", ({ expect }) => {
  const mp3 = head("tone.mp3");
  const frames = mp3.subarray(id3TagBytes(mp3));
  expect(sniffContainer(frames)).toBe("mp3");
  expect(sniffContainer(Buffer.concat([Buffer.alloc(999, 0xff), frames]))).toBe("mp3");
});

test("tells a wav from other RIFF files", ({ expect }) => {
  const wav = toneWav({ sampleRate: 8000, seconds: 0.1 });
  expect(sniffContainer(wav)).toBe("wav");
  expect(sniffContainer(Buffer.from("RIFF\x24\x00\x00\x00WEBPVP8 "))).toBe(null);
});

test("takes neither text that points elsewhere nor single sync bytes for audio", ({ expect }) => {
  expect(sniffContainer(Buffer.from("#EXTM3U\nfile:///etc/passwd\n"))).toBe(null);
  expect(sniffContainer(Buffer.from("ffconcat version 1.0\nfile /etc/passwd\n"))).toBe(null);
  expect(sniffContainer(Uint8Array.of(0xff, 0xfb, 0x90, 0x00, 1, 2, 3))).toBe(null);
});

test("takes neither an archive with an mp3 in it nor a program for audio", ({ expect }) => {
  const mp3 = head("tone.mp3");
  const frames = mp3.subarray(id3TagBytes(mp3));
  expect(sniffContainer(Buffer.concat([Buffer.from("PK\x03\x04"), frames]))).toBe(null);
  expect(sniffContainer(Buffer.concat([Buffer.from("\x7fELF"), frames]))).toBe(null);
  expect(sniffContainer(Buffer.concat([Buffer.from("<"), frames]))).toBe("mp3");
});

test("reads the length of an ID3 tag from its seven-bit bytes", ({ expect }) => {
  const tag = Buffer.from("ID3\x04\x00\x00\x00\x00\x02\x01", "latin1");
  expect(id3TagBytes(tag)).toBe(10 + 257);
  tag[5] = 0x10;
  expect(id3TagBytes(tag)).toBe(20 + 257);
  expect(id3TagBytes(Buffer.from("ID3"))).toBe(0);
});

test("says what a file is instead of audio", ({ expect }) => {
  expect(describeImpostor(Buffer.from("\n <html>"))).toBe("a web page or XML");
  expect(describeImpostor(Buffer.from("%PDF-1.7"))).toBe("a PDF document");
  expect(describeImpostor(Buffer.alloc(100))).toBe(null);
});
