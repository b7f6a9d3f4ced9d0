import { test } from "vitest";
import { outcomeOf } from "./outcome-of.ts";

const NOW = Date.parse("2026-01-15T09:30:00Z");

test.for([200, 201, 204, 299])("%d is a receipt", (status, { expect }) => {
  expect(outcomeOf({ status, headers: {} }, NOW)).toEqual({ kind: "delivered" });
});

test.for([null, 101, 300, 302, 307, 400, 404, 422, 500, 503])("%s is a failure", (status, { expect }) => {
  expect(outcomeOf({ status, headers: {} }, NOW)).toEqual({ kind: "failed", retryAfterMs: null });
});

test("410 ends all deliveries", ({ expect }) => {
  expect(outcomeOf({ status: 410, headers: {} }, NOW)).toEqual({ kind: "refused" });
});

test.for([
  [429, "120", 120_000],
  [503, "Thu, 15 Jan 2026 09:31:00 GMT", 60_000],
  [503, "Thu, 15 Jan 2026 09:29:00 GMT", 0],
  [429, "soon", null],
  [500, "120", null],
] as const)("a %d with Retry-After %s asks for a pause of %s ms", ([status, retryAfter, pauseMs], { expect }) => {
  const outcome = outcomeOf({ status, headers: { "retry-after": retryAfter } }, NOW);
  expect(outcome).toEqual({ kind: "failed", retryAfterMs: pauseMs });
});
