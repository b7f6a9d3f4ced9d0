import { test } from "vitest";
import { type AccountLimits, type AccountUsage, chargedSeconds, refuseAdmission, reservedSeconds } from "./limits.ts";

const UNLIMITED: AccountLimits = { concurrentJobs: null, dailyJobs: null, creditSeconds: null };
const UNUSED: AccountUsage = { jobsToday: 0, activeJobs: 0, secondsUsed: 0, creditSecondsLeft: null };
const NOON_MS = Date.UTC(2026, 0, 1, 12);

test("an account without limits admits everything", ({ expect }) => {
  const busy = { ...UNUSED, jobsToday: 1e6, activeJobs: 1e6 };
  expect(refuseAdmission(UNLIMITED, busy, 1e9, NOON_MS)).toBeNull();
});

test("credit is refused when the reservation exceeds what is left, and taken to the last second", ({ expect }) => {
  const usage = { ...UNUSED, creditSecondsLeft: 60 };
  expect(refuseAdmission(UNLIMITED, usage, 60, NOON_MS)).toBeNull();
  expect(refuseAdmission(UNLIMITED, usage, 61, NOON_MS)).toEqual({
    admitted: false,
    code: "credit_empty",
    currentSeconds: 60,
    requiredSeconds: 61,
  });
});

test("the daily limit tells the seconds until the next UTC day", ({ expect }) => {
  const limits = { ...UNLIMITED, dailyJobs: 1 };
  expect(refuseAdmission(limits, { ...UNUSED, jobsToday: 1 }, 60, NOON_MS)).toEqual({
    admitted: false,
    code: "daily_limit_reached",
    retryAfterSeconds: 43_200,
  });
});

test("a running job refuses another where one is allowed, with a short wait", ({ expect }) => {
  const limits = { ...UNLIMITED, concurrentJobs: 1 };
  const refusal = refuseAdmission(limits, { ...UNUSED, activeJobs: 1 }, 60, NOON_MS);
  expect(refusal).toMatchObject({ admitted: false, code: "concurrency_reached", retryAfterSeconds: 5 });
});

test("every started minute is charged, and nothing where nothing was measured", ({ expect }) => {
  expect([0, 0.5, 60, 60.001, 121].map(chargedSeconds)).toEqual([0, 60, 60, 120, 180]);
  expect(chargedSeconds(null)).toBe(0);
});

test("a job of undeclared length reserves a minute", ({ expect }) => {
  expect([undefined, 0, 30, 90].map(reservedSeconds)).toEqual([60, 60, 30, 90]);
});
