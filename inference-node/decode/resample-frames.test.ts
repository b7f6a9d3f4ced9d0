import { test } from "vitest";
import { SAMPLE_RATE } from "../../src/contract/units.ts";
import { resampleFrames } from "./resample-frames.ts";
import { channelOf } from "../testing/test-audio.ts";
import { frameOf } from "../testing/test-frames.ts";

test("keeps the channels of the beginning where a recording changes them on the way", ({ expect }) => {
  const parts = [
    frameOf([100, 200], { samples: SAMPLE_RATE }),
    frameOf([300], { samples: 44_100, sampleRate: 44_100 }),
    frameOf([400, 500, 600], { samples: SAMPLE_RATE }),
  ];
  const blocks = [...resampleFrames(parts)];
  const at = [0.5, 1.5, 2.5].map((seconds) => seconds * SAMPLE_RATE);
  const valuesOf = (channel: number) => at.map((place) => channelOf(blocks, channel)[place]);
  expect(blocks.map(({ media }) => media)).toEqual(blocks.map(() => ({ channels: 2, sampleRate: SAMPLE_RATE })));
  expect([valuesOf(0), valuesOf(1)]).toEqual([
    [100, 300, 500],
    [200, 0, 500],
  ]);
  expect(channelOf(blocks, 1).length).toBe(channelOf(blocks, 0).length);
  expect(Math.abs(channelOf(blocks).length - 3 * SAMPLE_RATE)).toBeLessThanOrEqual(1);
});

test("refuses more channels than any recording has", ({ expect }) => {
  const frame = frameOf(Array(33).fill(1), { samples: 100 });
  expect(() => [...resampleFrames([frame])]).toThrow("audio of 33 channels is not supported");
});
