import { z } from "zod";
import { DAY_MS } from "../contract/units.ts";

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
  /** That hold a slot; those that wait for one do not count. */
  readonly activeJobs: number;
  /** Charged for finished jobs. */
  readonly secondsUsed: number;
  /** Not spent and not reserved; never below 0. Null is unlimited. */
  readonly creditSecondsLeft: number | null;
}

/** What becomes of a job that the account has no room for now: it is refused, or it waits for its turn. */
export type OverLimit = "refuse" | "defer";

/** `awaitsSlot`: taken in, with its credit reserved, to start when its turn comes. */
export type Admission = { readonly admitted: true; readonly awaitsSlot: boolean } | AdmissionRefusal;

export type AdmissionRefusal =
  | {
      readonly admitted: false;
      readonly code: "credit_empty";
      /** Credit that is left, and what the job needs of it. */
      readonly currentSeconds: number;
      readonly requiredSeconds: number;
    }
  | {
      readonly admitted: false;
      readonly code: "daily_limit_reached" | "concurrency_reached";
      readonly retryAfterSeconds: number;
    };

/** Why one more job does not fit; null when it does. Of several reasons, the one that lasts longest is told. */
export function refuseAdmission(
  limits: AccountLimits,
  usage: AccountUsage,
  seconds: number,
  nowMs: number,
): AdmissionRefusal | null {
  const { creditSecondsLeft } = usage;
  if (creditSecondsLeft !== null && seconds > creditSecondsLeft) {
    return { admitted: false, code: "credit_empty", currentSeconds: creditSecondsLeft, requiredSeconds: seconds };
  }
  if (limits.dailyJobs !== null && usage.jobsToday >= limits.dailyJobs) {
    const untilMidnightMs = nextDayMs(nowMs) - nowMs;
    return { admitted: false, code: "daily_limit_reached", retryAfterSeconds: Math.ceil(untilMidnightMs / 1000) };
  }
  if (limits.concurrentJobs !== null && usage.activeJobs >= limits.concurrentJobs) {
    return { admitted: false, code: "concurrency_reached", retryAfterSeconds: SLOT_RETRY_SECONDS };
  }
  return null;
}

/** Seconds to hold back for a job while it runs; the declared length is a hint that settling corrects. */
export function reservedSeconds(declaredSeconds: number | undefined): number {
  return declaredSeconds || UNDECLARED_SECONDS;
}

/** The price of a job: every started minute of what was measured; null is free. */
export function chargedSeconds(measuredSeconds: number | null): number {
  return measuredSeconds === null ? 0 : Math.ceil(measuredSeconds / MINUTE_SECONDS) * MINUTE_SECONDS;
}

/** Number of the UTC day, counted from the epoch. */
export function utcDay(nowMs: number): number {
  return Math.floor(nowMs / DAY_MS);
}

/** When the next UTC day begins. */
export function nextDayMs(nowMs: number): number {
  return (utcDay(nowMs) + 1) * DAY_MS;
}
