import { SpeechFault } from "../contract/faults.ts";
import { Admissions, type Unstarted } from "./admissions.ts";
import {
  type AccountLimits,
  type AccountUsage,
  type Admission,
  chargedSeconds,
  nextDayMs,
  type OverLimit,
  refuseAdmission,
  utcDay,
} from "./limits.ts";
import { WaitingList } from "./waiting-list.ts";

/** A job that has not started this long after its admission never will: its object refuses a start so late. */
const START_OVERDUE_MS = 60_000;
/** The pause before a job whose turn has come and that did not answer is told again. */
const CALL_AGAIN_MS = 1_000;

const TABLE = `
  CREATE TABLE IF NOT EXISTS account (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    concurrent_jobs INTEGER,
    daily_jobs INTEGER,
    credit_seconds INTEGER,
    seconds_used INTEGER NOT NULL DEFAULT 0
  )
`;

type AccountRow = {
  concurrent_jobs: number | null;
  daily_jobs: number | null;
  credit_seconds: number | null;
  seconds_used: number;
};

/** Limits and usage of an account. */
interface Standing {
  readonly limits: AccountLimits;
  readonly usage: AccountUsage;
}

/**
 * The books of one account: limits, jobs and credit. Every method is synchronous, so that no two callers can be
 * between reading and writing, and gives the same result when it runs again for the same job. Whatever makes room gives
 * it to those who wait, in their order, before anyone else is asked.
 */
export class AccountLedger {
  readonly #sql: SqlStorage;
  readonly #admissions: Admissions;
  readonly #waiting: WaitingList;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    this.#admissions = new Admissions(sql);
    this.#waiting = new WaitingList(sql);
    if (this.#isOpen()) this.#createTables();
  }

  /** Opens the books, or changes the limits. Credit is granted on opening only; afterwards it is added. */
  configure(limits: AccountLimits, nowMs: number): void {
    this.#createTables();
    this.#sql.exec(
      `INSERT INTO account (only, concurrent_jobs, daily_jobs, credit_seconds) VALUES (1, ?, ?, ?)
       ON CONFLICT DO UPDATE SET concurrent_jobs = excluded.concurrent_jobs, daily_jobs = excluded.daily_jobs`,
      limits.concurrentJobs,
      limits.dailyJobs,
      limits.creditSeconds,
    );
    this.callWaiting(nowMs);
  }

  /** Reserves `seconds` of credit and takes a slot, or a place among those who wait for one, or says why not. */
  admit(jobId: string, seconds: number, overLimit: OverLimit, nowMs: number): Admission {
    if (!this.#isOpen()) throw new SpeechFault("account_not_found");
    this.callWaiting(nowMs);
    if (this.#admissions.has(jobId)) {
      this.#admissions.renew(jobId, nowMs);
      return { admitted: true, awaitsSlot: this.#waiting.isWaiting(jobId) };
    }

    const { limits, usage } = this.#read(nowMs);
    const refusal = refuseAdmission(limits, usage, seconds, nowMs);
    if (refusal === null) {
      this.#admissions.add({ jobId, nowMs, seconds, day: utcDay(nowMs) });
      return { admitted: true, awaitsSlot: false };
    }
    if (overLimit === "refuse" || refusal.code === "credit_empty") return refusal;
    this.#admissions.add({ jobId, nowMs, seconds, day: null });
    this.#waiting.add(jobId);
    return { admitted: true, awaitsSlot: true };
  }

  /** Frees the slot and the reservation of a job and charges what was measured; null is free of charge. */
  settle(jobId: string, measuredSeconds: number | null, nowMs: number): void {
    if (!this.#isOpen() || !this.#admissions.settle(jobId)) return;
    this.#sql.exec("UPDATE account SET seconds_used = seconds_used + ?", chargedSeconds(measuredSeconds));
    this.#waiting.remove(jobId);
    this.callWaiting(nowMs);
  }

  /** Undoes the admission of a job that was never started, as of the admission at `admittedAtMs` or any; it counts for nothing. */
  release(jobId: string, nowMs: number, admittedAtMs: number | null = null): boolean {
    if (!this.#isOpen() || !this.#admissions.release(jobId, admittedAtMs)) return false;
    this.#waiting.remove(jobId);
    this.callWaiting(nowMs);
    return true;
  }

  /** A job that was made in vain: it is free of charge and does not even count for its day. */
  takeBack(jobId: string, nowMs: number): void {
    this.settle(jobId, null, nowMs);
    if (!this.#isOpen()) return;
    this.#admissions.remove(jobId);
    this.callWaiting(nowMs);
  }

  /** Gives slots to those who wait, as far as the limits let them in: each counts for the day on which it gets one. */
  callWaiting(nowMs: number): void {
    if (!this.#isOpen()) return;
    for (let jobId = this.#waiting.first(); jobId !== undefined; jobId = this.#waiting.first()) {
      const { limits, usage } = this.#read(nowMs);
      if (refuseAdmission(limits, usage, 0, nowMs) !== null) return;
      this.#admissions.takeSlot(jobId, utcDay(nowMs));
      this.#waiting.call(jobId);
    }
  }

  /** Jobs whose turn has come and that have not confirmed it. */
  called(): string[] {
    return this.#isOpen() ? this.#waiting.called() : [];
  }

  /** Notes that a job knows that its turn has come. */
  confirmCall(jobId: string): void {
    this.#waiting.confirm(jobId);
  }

  /** Notes that a job runs; from then on its own object settles it, however long it takes. */
  markStarted(jobId: string): void {
    this.#admissions.markStarted(jobId);
  }

  /** Admissions whose job must have started by now if it ever will. */
  overdue(nowMs: number): Unstarted[] {
    if (!this.#isOpen()) return [];
    return this.#admissions.unstarted().filter(({ admittedAtMs }) => admittedAtMs + START_OVERDUE_MS <= nowMs);
  }

  /** When there is something to do without being asked: a job to call, or to look after. Null when there is not. */
  nextLookMs(nowMs: number): number | null {
    if (!this.#isOpen()) return null;
    const [unstarted] = this.#admissions.unstarted();
    const looksMs = [
      ...(unstarted === undefined ? [] : [unstarted.admittedAtMs + START_OVERDUE_MS]),
      ...(this.called().length === 0 ? [] : [nowMs + CALL_AGAIN_MS]),
      ...(this.#waiting.first() === undefined ? [] : [nextDayMs(nowMs)]),
    ];
    return looksMs.length === 0 ? null : Math.min(...looksMs);
  }

  /** Grants more credit. On an account without a credit limit nothing changes. */
  addCredit(seconds: number): void {
    if (!this.#isOpen()) throw new SpeechFault("account_not_found");
    this.#sql.exec("UPDATE account SET credit_seconds = credit_seconds + ?", seconds);
  }

  /** Limits and usage as they stand, or null when the books were never opened. */
  standing(nowMs: number): Standing | null {
    return this.#isOpen() ? this.#read(nowMs) : null;
  }

  #read(nowMs: number): Standing {
    const { concurrent_jobs, daily_jobs, credit_seconds, seconds_used } = this.#sql
      .exec<AccountRow>("SELECT * FROM account")
      .one();
    const active = this.#admissions.active();
    return {
      limits: { concurrentJobs: concurrent_jobs, dailyJobs: daily_jobs, creditSeconds: credit_seconds },
      usage: {
        jobsToday: this.#admissions.countOfDay(utcDay(nowMs)),
        activeJobs: active.jobs,
        secondsUsed: seconds_used,
        creditSecondsLeft: credit_seconds === null ? null : Math.max(0, credit_seconds - seconds_used - active.seconds),
      },
    };
  }

  #createTables(): void {
    this.#sql.exec(TABLE);
    this.#admissions.create();
    this.#waiting.create();
  }

  /** Asked of the schema, so that a call for an unknown account creates no tables. */
  #isOpen(): boolean {
    return this.#sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'account'").toArray().length > 0;
  }
}
