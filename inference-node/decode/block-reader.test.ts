import * as fc from "fast-check";
import { test } from "vitest";
import { BlockReader } from "./block-reader.ts";
import { BLOCK_BYTES } from "./decoder-protocol.ts";
import { readerOver } from "../testing/test-audio.ts";

const SIZE = 20 * BLOCK_BYTES + 123;
const bytes = Uint8Array.from({ length: SIZE }, (_, at) => (at * 31 + Math.floor(at / BLOCK_BYTES)) % 251);

test("reads any stretch exactly, across blocks and up to the end", ({ expect }) => {
  const stretch = fc.tuple(fc.nat(SIZE + 10), fc.nat(BLOCK_BYTES + 10));
  fc.assert(
    fc.property(fc.array(stretch, { minLength: 1, maxLength: 8 }), (stretches) => {
      const { reader } = readerOver(bytes);
      for (const [position, length] of stretches) {
        const same = Buffer.compare(reader.readFully(position, length), bytes.subarray(position, position + length));
        expect(same).toBe(0);
      }
    }),
    { numRuns: 50 },
  );
});

test("asks ahead while it is read in order, and for single blocks after a jump", ({ expect }) => {
  const { reader, asked } = readerOver(bytes);
  for (let block = 0; block < 3; block += 1) reader.read(block * BLOCK_BYTES, 10);
  expect(asked).toEqual([0, 1, 2, 3, 4, 5]);
  reader.read(19 * BLOCK_BYTES, 10);
  expect(asked.slice(6)).toEqual([19]);
});

test("asks for no block twice while it is on its way", ({ expect }) => {
  const asked: number[] = [];
  const arriving = [2, 1, 0];
  const reader = new BlockReader(SIZE, {
    request: (index) => asked.push(index),
    pump() {
      const index = arriving.pop();
      if (index !== undefined) reader.accept(index, bytes.subarray(index * BLOCK_BYTES, (index + 1) * BLOCK_BYTES));
    },
  });
  reader.read(0, 10);
  reader.read(BLOCK_BYTES, 10);
  reader.read(BLOCK_BYTES * 2, 10);
  expect(asked).toEqual([...new Set(asked)]);
});

test("forgets blocks that were not used for long", ({ expect }) => {
  const { reader, asked } = readerOver(bytes);
  for (let block = 0; block < 20; block += 1) reader.read(block * BLOCK_BYTES, 10);
  const before = asked.length;
  reader.read(0, 10);
  expect(asked.slice(before)).toEqual([0]);
});
