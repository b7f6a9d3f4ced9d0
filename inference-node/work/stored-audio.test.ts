import { createHash } from "node:crypto";
import { array, assert, asyncProperty, integer, nat, tuple, uint8Array } from "fast-check";
import { test } from "vitest";
import { StoredAudio } from "./stored-audio.ts";

const { signal } = new AbortController();

/** Audio of some random bytes, with the ranges that were fetched. */
function stored(bytes: Uint8Array, fails: (call: number) => boolean = () => false) {
  const fetched: [offset: number, length: number][] = [];
  const audio = new StoredAudio(bytes.length, async (offset, length) => {
    fetched.push([offset, length]);
    if (fails(fetched.length - 1)) throw new Error("lost");
    return bytes.slice(offset, offset + length);
  });
  return { audio, fetched };
}

test("hashes the whole recording whatever was read before, in any order, with failures", async ({ expect }) => {
  const ranges = array(tuple(nat(49), integer({ min: 1, max: 20 })), { maxLength: 12 });
  await assert(
    asyncProperty(uint8Array({ minLength: 50, maxLength: 50 }), ranges, nat(12), async (bytes, reads, lost) => {
      const { audio } = stored(bytes, (call) => call === lost && call < reads.length);
      const reading = reads.map(([offset, length]) => audio.read(offset, Math.min(length, 50 - offset), signal));
      await Promise.allSettled(reading);
      expect(await audio.sha256(signal)).toBe(createHash("sha256").update(bytes).digest("hex"));
    }),
  );
});

test("reads nothing twice that was read in file order", async ({ expect }) => {
  const { audio, fetched } = stored(new Uint8Array(30));
  await Promise.all([audio.read(0, 10, signal), audio.read(10, 10, signal)]);
  await audio.sha256(signal);
  expect(fetched).toEqual([
    [0, 10],
    [10, 10],
    [20, 10],
  ]);
});
