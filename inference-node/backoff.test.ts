import { assert, double, integer, property } from "fast-check";
import { test } from "vitest";
import { backoffMs, pause } from "./backoff.ts";

test("doubles up to its limit", ({ expect }) => {
  const waits = [1, 2, 3, 4, 50].map((failures) => backoffMs(failures, { firstMs: 100, maxMs: 600 }, () => 1));
  expect(waits).toEqual([100, 200, 400, 600, 600]);
});

test("stays between half and all of the step, whatever the chance", ({ expect }) => {
  assert(
    property(integer({ min: 1, max: 100 }), double({ min: 0, max: 1, noNaN: true }), (failures, chance) => {
      const full = backoffMs(failures, { firstMs: 500, maxMs: 30_000 }, () => 1);
      const wait = backoffMs(failures, { firstMs: 500, maxMs: 30_000 }, () => chance);
      expect(wait).toBeGreaterThanOrEqual(Math.floor(full / 2));
      expect(wait).toBeLessThanOrEqual(full);
    }),
  );
});

test("a pause ends with its signal", async ({ expect }) => {
  const controller = new AbortController();
  const pausing = pause(60_000, controller.signal);
  controller.abort();
  await expect(pausing).resolves.toBeUndefined();
});
