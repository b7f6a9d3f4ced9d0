import * as fc from "fast-check";
import { test } from "vitest";
import { PcmBatcher } from "./pcm-batcher.ts";
import { channelOf } from "../testing/test-audio.ts";

test("gives back every sample of every channel, in batches of one length", ({ expect }) => {
  fc.assert(
    fc.property(fc.array(fc.nat(50)), fc.integer({ min: 1, max: 20 }), (lengths, batchSamples) => {
      const media = { channels: 2, sampleRate: 8000 };
      const blocks = lengths.map((length, block) => ({
        media,
        planes: [0, 1].map((channel) => Int16Array.from({ length }, (_, at) => block * 100 + at * 2 + channel)),
      }));
      const batcher = new PcmBatcher(batchSamples);
      const batches = [...blocks.flatMap((block) => [...batcher.push(block)]), ...batcher.flush()];
      expect(batches.slice(0, -1).every(({ planes }) => planes[1]?.length === batchSamples)).toBe(true);
      expect([channelOf(batches, 0), channelOf(batches, 1)]).toEqual([channelOf(blocks, 0), channelOf(blocks, 1)]);
      expect([...batcher.flush()]).toEqual([]);
    }),
  );
});
