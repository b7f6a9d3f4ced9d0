import { test } from "vitest";
import { HOUR_MS } from "../../contract/units.ts";
import { afterFailure, HEALTHY, isHopeless } from "./endpoint-health.ts";

function afterFailures(count: number, everyMs: number) {
  return Array.from({ length: count }, (_, n) => n * everyMs).reduce(afterFailure, HEALTHY);
}

test("nothing but failures for five days is hopeless, not a moment earlier", ({ expect }) => {
  const health = afterFailures(40, 3 * HOUR_MS);
  expect(isHopeless(health, 120 * HOUR_MS - 1)).toBe(false);
  expect(isHopeless(health, 120 * HOUR_MS)).toBe(true);
});

test("failures now and then are not", ({ expect }) => {
  expect(isHopeless(afterFailures(9, 24 * HOUR_MS), 216 * HOUR_MS)).toBe(false);
  expect(isHopeless(HEALTHY, 9999 * HOUR_MS)).toBe(false);
});
