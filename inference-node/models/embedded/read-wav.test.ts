import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "vitest";
import { readWav } from "./read-wav.ts";

async function scratchFile(onTestFinished: TestContext["onTestFinished"]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "wav-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  return join(folder, "x.wav");
}

function chunk(name: string, body: Buffer): Buffer {
  const head = Buffer.from(`${name}\0\0\0\0`, "latin1");
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body, Buffer.alloc(body.length % 2)]);
}

function wav(rate: number, samples: Int16Array): Buffer {
  const format = Buffer.alloc(16);
  for (const [at, value] of [
    [0, 1],
    [2, 1],
    [12, 2],
    [14, 16],
  ] as const)
    format.writeUInt16LE(value, at);
  format.writeUInt32LE(rate, 4);
  const data = Buffer.from(samples.buffer);
  return Buffer.concat([
    Buffer.from("RIFF\0\0\0\0WAVE", "latin1"),
    chunk("LIST", Buffer.from("odd")),
    chunk("fmt ", format),
    chunk("data", data),
  ]);
}

test("reads the samples and skips what it does not know", async ({ expect, onTestFinished }) => {
  const path = await scratchFile(onTestFinished);
  await writeFile(path, wav(16_000, Int16Array.of(1, -2, 32_767, -32_768)));
  expect(await readWav(path)).toEqual(Int16Array.of(1, -2, 32_767, -32_768));
});

test("refuses another sample rate", async ({ expect, onTestFinished }) => {
  const path = await scratchFile(onTestFinished);
  await writeFile(path, wav(8_000, Int16Array.of(1)));
  await expect(readWav(path)).rejects.toThrow(/is not 16 kHz mono 16-bit PCM$/);
});

test("refuses what is no wav file", async ({ expect, onTestFinished }) => {
  const path = await scratchFile(onTestFinished);
  await writeFile(path, "something else entirely");
  await expect(readWav(path)).rejects.toThrow(/is not a wav file$/);
});
