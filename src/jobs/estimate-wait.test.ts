import * as fc from "fast-check";
import { test } from "vitest";
import { estimateRemaining, estimateWaiting } from "./estimate-wait.ts";

const PACE = { audioMs: 60_000, wallMs: 10_000, computeMs: 12_000 };
const IDLE = { queuePosition: 1, running: 0, slots: 2, freeSlots: 2 };
const SECOND = 16_000;

test("without a measured pace or a living node nothing is estimated", ({ expect }) => {
  expect(estimateWaiting(IDLE, null)).toBeNull();
  expect(estimateWaiting({ ...IDLE, slots: 0, freeSlots: 0 }, PACE)).toBeNull();
  expect(estimateRemaining({ doneSamples: 0, durationSamples: null, startedAtMs: 0 }, null, 5)).toBeNull();
});

test("on idle nodes a job waits for itself alone", ({ expect }) => {
  expect(estimateWaiting(IDLE, PACE)).toBe(10_000);
});

test("jobs before it share the slots, those that run count half while no slot is free", ({ expect }) => {
  expect(estimateWaiting({ ...IDLE, queuePosition: 3 }, PACE)).toBe(2 * 6_000 + 10_000);
  expect(estimateWaiting({ queuePosition: 1, running: 2, slots: 2, freeSlots: 0 }, PACE)).toBe(6_000 + 10_000);
});

test("nobody further back in the queue waits less, nor does anybody wait longer for more slots", ({ expect }) => {
  const load = fc.record({
    queuePosition: fc.integer({ min: 1, max: 500 }),
    running: fc.nat(50),
    slots: fc.integer({ min: 1, max: 64 }),
    freeSlots: fc.constant(0),
  });
  fc.assert(
    fc.property(load, (asked) => {
      const here = estimateWaiting(asked, PACE) ?? 0;
      expect(Number.isInteger(here)).toBe(true);
      expect(estimateWaiting({ ...asked, queuePosition: asked.queuePosition + 1 }, PACE)).toBeGreaterThanOrEqual(here);
      expect(estimateWaiting({ ...asked, slots: asked.slots + 1 }, PACE)).toBeLessThanOrEqual(here);
    }),
  );
});

test("a job that has begun goes on at its own rate, before that at the rate of earlier ones", ({ expect }) => {
  const half = { doneSamples: 30 * SECOND, durationSamples: 60 * SECOND, startedAtMs: 1_000 };
  expect(estimateRemaining(half, PACE, 5_000)).toBe(4_000);
  const begun = { doneSamples: 0, durationSamples: 120 * SECOND, startedAtMs: 1_000 };
  expect(estimateRemaining(begun, PACE, 3_000)).toBe(18_000);
  const unknown = { doneSamples: 0, durationSamples: null, startedAtMs: 1_000 };
  expect(estimateRemaining(unknown, PACE, 3_000)).toBe(8_000);
  expect(estimateRemaining(unknown, PACE, 60_000)).toBe(0);
});
