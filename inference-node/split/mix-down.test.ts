import { test } from "vitest";
import { mixDown } from "./mix-down.ts";
import { collect, inBlocks } from "../testing/test-audio.ts";

test("several channels become their mean, of one channel nothing changes", async ({ expect }) => {
  const left = Int16Array.of(100, -200, 32_767);
  const right = Int16Array.of(300, 200, 32_767);
  const [mixed] = await collect(mixDown(inBlocks([left, right])));
  expect(mixed?.planes).toEqual([Int16Array.of(200, 0, 32_767)]);
  expect(mixed?.media.channels).toBe(1);
  const [same] = await collect(mixDown(inBlocks([left])));
  expect(same?.planes).toEqual([left]);
});
