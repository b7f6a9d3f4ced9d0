import * as fc from "fast-check";
import { test } from "vitest";
import { PartFeed } from "./part-feed.ts";

const LARGEST = 64 * 1024;

function bytesOf(length: number, first = 0): Uint8Array {
  return Uint8Array.from({ length }, (_, at) => (first + at) % 251);
}

test("everything is stored once, in order, in parts that are not too large", async ({ expect }) => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 100_000 }), { maxLength: 8 }), async (sizes) => {
      const parts: Uint8Array[] = [];
      const feed = new PartFeed({
        async store(index, bytes) {
          expect(index).toBe(parts.length);
          parts.push(bytes);
          return "accepted";
        },
      });
      const running = feed.run();
      let sent = 0;
      for (const size of sizes) {
        feed.add(bytesOf(size, sent));
        sent += size;
        await Promise.resolve();
      }
      feed.end();
      await running;
      expect(parts.every(({ length }) => length > 0 && length <= LARGEST)).toBe(true);
      expect(parts.reduce((sum, { length }) => sum + length, 0)).toBe(sent);
      const stored = new Uint8Array(sent);
      parts.reduce((at, part) => (stored.set(part, at), at + part.length), 0);
      expect(stored).toEqual(bytesOf(sent));
      expect(feed.waitingBytes).toBe(0);
    }),
    { numRuns: 30 },
  );
});

test("a little is stored before more comes", async ({ expect }) => {
  const stored = Promise.withResolvers<number>();
  const feed = new PartFeed({
    async store(_, bytes) {
      stored.resolve(bytes.length);
      return "accepted";
    },
  });
  const running = feed.run();
  feed.add(bytesOf(10));
  feed.add(bytesOf(20));
  expect(await stored.promise).toBe(30);
  feed.end();
  await running;
});

test("what nobody wants any more is let go", async ({ expect }) => {
  const feed = new PartFeed({ store: async () => "over" });
  feed.add(bytesOf(LARGEST * 2));
  await feed.run();
  feed.add(bytesOf(10));
  expect(feed.waitingBytes).toBe(0);
});

test("a part that cannot be stored ends the feed with the reason", async ({ expect }) => {
  const feed = new PartFeed({ store: () => Promise.reject(new Error("no storage")) });
  feed.add(bytesOf(1));
  feed.end();
  await expect(feed.run()).rejects.toThrow("no storage");
});
