import { test } from "vitest";
import { afterFailure, HEALTHY, isHopeless } from "./endpoint-health.ts";

const HOUR = 3_600_000;

function afterFailures(count: number, everyMs: number) {
  return Array.from({ length: count }, (_, n) => n * everyMs).reduce(afterFailure, HEALTHY);
}

test("nothing but failures for five days is hopeless, not a moment earlier", ({ expect }) => {
  const health = afterFailures(40, 3 * HOUR);
  expect(isHopeless(health, 120 * HOUR - 1)).toBe(false);
  expect(isHopeless(health, 120 * HOUR)).toBe(true);
});

test("failures now and then are not", ({ expect }) => {
  expect(isHopeless(afterFailures(9, 24 * HOUR), 216 * HOUR)).toBe(false);
  expect(isHopeless(HEALTHY, 9999 * HOUR)).toBe(false);
});
