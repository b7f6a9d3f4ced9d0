import { SpeechFault } from "../contract/faults.ts";
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
/** The `day` of an admission whose turn has not come: it counts for no day. */
const NO_DAY = -1;

const TABLES = `
  CREATE TABLE IF NOT EXISTS account (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    concurrent_jobs INTEGER,
    daily_jobs INTEGER,
    credit_seconds INTEGER,
    seconds_used INTEGER NOT NULL DEFAULT 0
  );
  CREATE TABLE IF NOT EXISTS admissions (
    job_id TEXT PRIMARY KEY,
    admitted_at_ms INTEGER NOT NULL,
    day INTEGER NOT NULL,
    reserved_seconds INTEGER NOT NULL,
    started INTEGER NOT NULL DEFAULT 0,
    settled INTEGER NOT NULL DEFAULT 0
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS admissions_active ON admissions (started, admitted_at_ms, reserved_seconds) WHERE settled = 0;
  CREATE INDEX IF NOT EXISTS admissions_day ON admissions (day);
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

export interface Overdue {
  readonly jobId: string;
  readonly admittedAtMs: number;
}

/**
 * The books of one account: limits, jobs and credit. Every method is synchronous, so that no two callers can be
 * between reading and writing, and gives the same result when it runs again for the same job. Whatever makes room gives
 * it to those who wait, in their order, before anyone else is asked.
 */
export class AccountLedger {
  readonly #sql: SqlStorage;
  #waitingList: WaitingList | undefined;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Opens the books, or changes the limits. Credit is granted on opening only; afterwards it is added. */
  configure(limits: AccountLimits, nowMs: number): void {
    this.#sql.exec(TABLES);
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
  admit(jobId: string, seconds: number, nowMs: number, overLimit: OverLimit = "refuse"): Admission {
    if (!this.#isOpen()) throw new SpeechFault("account_not_found");
    this.callWaiting(nowMs);
    if (this.#has(jobId)) {
      this.#sql.exec("UPDATE admissions SET admitted_at_ms = ? WHERE job_id = ? AND started = 0", nowMs, jobId);
      return { admitted: true, awaitsSlot: this.#waiting().isWaiting(jobId) };
    }

    const { limits, usage } = this.#read(nowMs);
    const refusal = refuseAdmission(limits, usage, seconds, nowMs);
    const awaitsSlot = refusal !== null;
    if (awaitsSlot && (overLimit === "refuse" || refusal.code === "credit_empty")) return refusal;
    this.#sql.exec(
      "INSERT INTO admissions (job_id, admitted_at_ms, day, reserved_seconds) VALUES (?, ?, ?, ?)",
      jobId,
      nowMs,
      awaitsSlot ? NO_DAY : utcDay(nowMs),
      seconds,
    );
    if (awaitsSlot) this.#waiting().add(jobId);
    return { admitted: true, awaitsSlot };
  }

  /** Frees the slot and the reservation of a job and charges what was measured; null is free of charge. */
  settle(jobId: string, measuredSeconds: number | null, nowMs: number): void {
    if (!this.#isOpen()) return;
    const settled = this.#sql.exec("UPDATE admissions SET settled = 1 WHERE job_id = ? AND settled = 0", jobId);
    if (settled.rowsWritten === 0) return;
    this.#sql.exec("UPDATE account SET seconds_used = seconds_used + ?", chargedSeconds(measuredSeconds));
    this.#waiting().remove(jobId);
    this.callWaiting(nowMs);
  }

  /** Undoes the admission of a job that was never started, as of the admission at `admittedAtMs` or any; it counts for nothing. */
  release(jobId: string, nowMs: number, admittedAtMs?: number): boolean {
    if (!this.#isOpen()) return false;
    const undone = this.#sql.exec(
      "DELETE FROM admissions WHERE job_id = ? AND settled = 0 AND started = 0 AND admitted_at_ms = coalesce(?, admitted_at_ms)",
      jobId,
      admittedAtMs ?? null,
    );
    if (undone.rowsWritten === 0) return false;
    this.#waiting().remove(jobId);
    this.callWaiting(nowMs);
    return true;
  }

  /** Gives slots to those who wait, as far as the limits let them in: each counts for the day on which it gets one. */
  callWaiting(nowMs: number): void {
    if (!this.#isOpen()) return;
    for (let jobId = this.#waiting().first(); jobId !== undefined; jobId = this.#waiting().first()) {
      const { limits, usage } = this.#read(nowMs);
      if (refuseAdmission(limits, usage, 0, nowMs) !== null) return;
      this.#sql.exec("UPDATE admissions SET day = ? WHERE job_id = ?", utcDay(nowMs), jobId);
      this.#waiting().call(jobId);
    }
  }

  /** Jobs whose turn has come and that have not confirmed it. */
  called(): string[] {
    return this.#isOpen() ? this.#waiting().called() : [];
  }

  /** Notes that a job knows that its turn has come. */
  confirmCall(jobId: string): void {
    this.#waiting().confirm(jobId);
  }

  /** Notes that a job runs; from then on its own object settles it, however long it takes. */
  markStarted(jobId: string): void {
    this.#sql.exec("UPDATE admissions SET started = 1 WHERE job_id = ?", jobId);
  }

  /** Admissions whose job must have started by now if it ever will. */
  overdue(nowMs: number): Overdue[] {
    return this.#unstarted().filter(({ admittedAtMs }) => admittedAtMs + START_OVERDUE_MS <= nowMs);
  }

  /** When there is something to do without being asked: a job to call, or to look after. Null when there is not. */
  nextLookMs(nowMs: number): number | null {
    if (!this.#isOpen()) return null;
    const [unstarted] = this.#unstarted();
    const looksMs = [
      ...(unstarted === undefined ? [] : [unstarted.admittedAtMs + START_OVERDUE_MS]),
      ...(this.called().length > 0 ? [nowMs + CALL_AGAIN_MS] : []),
      ...(this.#waiting().first() === undefined ? [] : [nextDayMs(nowMs)]),
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
    const row = this.#sql.exec<AccountRow>("SELECT * FROM account").one();
    const active = this.#sql
      .exec<{ jobs: number; seconds: number }>(
        `SELECT count(*) FILTER (WHERE day <> ${NO_DAY}) AS jobs, coalesce(sum(reserved_seconds), 0) AS seconds
         FROM admissions WHERE settled = 0`,
      )
      .one();
    const today = this.#sql
      .exec<{ jobs: number }>("SELECT count(*) AS jobs FROM admissions WHERE day = ?", utcDay(nowMs))
      .one();
    const credit = row.credit_seconds;
    return {
      limits: { concurrentJobs: row.concurrent_jobs, dailyJobs: row.daily_jobs, creditSeconds: credit },
      usage: {
        jobsToday: today.jobs,
        activeJobs: active.jobs,
        secondsUsed: row.seconds_used,
        creditSecondsLeft: credit === null ? null : Math.max(0, credit - row.seconds_used - active.seconds),
      },
    };
  }

  #unstarted(): Overdue[] {
    if (!this.#isOpen()) return [];
    return this.#sql
      .exec<{ jobId: string; admittedAtMs: number }>(
        `SELECT job_id AS jobId, admitted_at_ms AS admittedAtMs FROM admissions
         WHERE settled = 0 AND started = 0 ORDER BY admitted_at_ms LIMIT 100`,
      )
      .toArray();
  }

  #has(jobId: string): boolean {
    return this.#sql.exec("SELECT 1 FROM admissions WHERE job_id = ?", jobId).toArray().length > 0;
  }

  #waiting(): WaitingList {
    return (this.#waitingList ??= new WaitingList(this.#sql));
  }

  /** Asked of the schema, so that a call for an unknown account creates no tables. */
  #isOpen(): boolean {
    return this.#sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'account'").toArray().length > 0;
  }
}
