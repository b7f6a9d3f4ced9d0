import { z } from "zod";

export const DAY_MS = 86_400_000;
const MINUTE_SECONDS = 60;

/** Seconds reserved for a job whose length the client has not declared. */
const UNDECLARED_SECONDS = 60;

/** How soon a refused client may ask again: about the time in which a short job ends. */
const SLOT_RETRY_SECONDS = 5;

/** The limits of an account; null is unlimited. */
export const AccountLimits = z.object({
  concurrentJobs: z.int().nonnegative().nullable(),
  /** Jobs admitted per UTC day. */
  dailyJobs: z.int().nonnegative().nullable(),
  /** Everything ever granted, spent or not. */
  creditSeconds: z.int().nonnegative().nullable(),
});
export type AccountLimits = z.infer<typeof AccountLimits>;

/** What an account has used of its limits. */
export interface AccountUsage {
  readonly jobsToday: number;
  readonly activeJobs: number;
  /** Charged for finished jobs. */
  readonly secondsUsed: number;
  /** Not spent and not reserved; never below 0. Null is unlimited. */
  readonly creditSecondsLeft: number | null;
}

type AdmissionRefusal = "credit_empty" | "daily_limit_reached" | "concurrency_reached";

export type Admission =
  | { readonly admitted: true }
  | { readonly admitted: false; readonly code: AdmissionRefusal; readonly retryAfterSeconds?: number };

/** Whether one more job fits. Of several reasons against it, the one that lasts longest is told. */
export function decideAdmission(limits: AccountLimits, usage: AccountUsage, seconds: number, nowMs: number): Admission {
  if (usage.creditSecondsLeft !== null && seconds > usage.creditSecondsLeft) {
    return { admitted: false, code: "credit_empty" };
  }
  if (limits.dailyJobs !== null && usage.jobsToday >= limits.dailyJobs) {
    const untilMidnightMs = DAY_MS - (nowMs % DAY_MS);
    return { admitted: false, code: "daily_limit_reached", retryAfterSeconds: Math.ceil(untilMidnightMs / 1000) };
  }
  if (limits.concurrentJobs !== null && usage.activeJobs >= limits.concurrentJobs) {
    return { admitted: false, code: "concurrency_reached", retryAfterSeconds: SLOT_RETRY_SECONDS };
  }
  return { admitted: true };
}

/** Seconds to hold back for a job while it runs; the declared length is a hint that settling corrects. */
export function reservedSeconds(declaredSeconds: number | undefined): number {
  return declaredSeconds || UNDECLARED_SECONDS;
}

/** The price of a finished job: every started minute of what was measured. A failed or cancelled job is free. */
export function chargedSeconds(measuredSeconds: number | null): number {
  return measuredSeconds === null ? 0 : Math.ceil(measuredSeconds / MINUTE_SECONDS) * MINUTE_SECONDS;
}

/** Number of the UTC day, counted from the epoch. */
export function utcDay(nowMs: number): number {
  return Math.floor(nowMs / DAY_MS);
}
