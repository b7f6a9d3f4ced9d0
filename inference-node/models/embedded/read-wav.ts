import { readFile } from "node:fs/promises";
import { SAMPLE_RATE } from "../../../src/contract/units.ts";

const PCM = 1;

/** The samples of a 16 kHz mono 16-bit PCM file; throws an Error of one line for any other. */
export async function readWav(path: string): Promise<Int16Array> {
  const file = await readFile(path);
  const chunks = new Map(riffChunks(file));
  const format = chunks.get("fmt ");
  const data = chunks.get("data");
  if (format === undefined || data === undefined || format.length < 16) throw new Error(`${path} is not a wav file`);
  const [coding, channels, bits] = [0, 2, 14].map((at) => format.readUInt16LE(at));
  if (coding !== PCM || channels !== 1 || bits !== 16 || format.readUInt32LE(4) !== SAMPLE_RATE) {
    throw new Error(`${path} is not 16 kHz mono 16-bit PCM`);
  }
  return Int16Array.from({ length: data.length >> 1 }, (_, i) => data.readInt16LE(2 * i));
}

function* riffChunks(file: Buffer): Generator<[name: string, body: Buffer]> {
  for (let at = 12; at + 8 <= file.length;) {
    const size = file.readUInt32LE(at + 4);
    yield [file.toString("latin1", at, at + 4), file.subarray(at + 8, at + 8 + size)];
    at += 8 + size + (size % 2);
  }
}
