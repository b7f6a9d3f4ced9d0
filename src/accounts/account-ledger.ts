import { SpeechFault } from "../contract/faults.ts";
import {
  type AccountLimits,
  type AccountUsage,
  type Admission,
  chargedSeconds,
  decideAdmission,
  utcDay,
} from "./limits.ts";

/** A job that has not started this long after its admission never will: its object refuses a start so late. */
const START_OVERDUE_MS = 60_000;

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

export interface Overdue {
  readonly jobId: string;
  readonly admittedAtMs: number;
}

/**
 * The books of one account: limits, jobs and credit. Every method is synchronous, so that no two callers can be
 * between reading and writing, and gives the same result when it runs again for the same job.
 */
export class AccountLedger {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Opens the books, or changes the limits. Credit is granted on opening only; afterwards it is added. */
  configure(limits: AccountLimits): void {
    this.#sql.exec(TABLES);
    this.#sql.exec(
      `INSERT INTO account (only, concurrent_jobs, daily_jobs, credit_seconds) VALUES (1, ?, ?, ?)
       ON CONFLICT DO UPDATE SET concurrent_jobs = excluded.concurrent_jobs, daily_jobs = excluded.daily_jobs`,
      limits.concurrentJobs,
      limits.dailyJobs,
      limits.creditSeconds,
    );
  }

  /** Takes a slot and reserves `seconds` of credit, or says why not. */
  admit(jobId: string, seconds: number, nowMs: number): Admission {
    const standing = this.standing(nowMs);
    if (standing === null) throw new SpeechFault("account_not_found");
    if (this.#has(jobId)) {
      this.#sql.exec("UPDATE admissions SET admitted_at_ms = ? WHERE job_id = ? AND started = 0", nowMs, jobId);
      return { admitted: true };
    }

    const admission = decideAdmission(standing.limits, standing.usage, seconds, nowMs);
    if (admission.admitted) {
      this.#sql.exec(
        "INSERT INTO admissions (job_id, admitted_at_ms, day, reserved_seconds) VALUES (?, ?, ?, ?)",
        jobId,
        nowMs,
        utcDay(nowMs),
        seconds,
      );
    }
    return admission;
  }

  /** Frees the slot and the reservation of a job and charges what was measured; null is free of charge. */
  settle(jobId: string, measuredSeconds: number | null): void {
    if (!this.#isOpen()) return;
    const settled = this.#sql.exec("UPDATE admissions SET settled = 1 WHERE job_id = ? AND settled = 0", jobId);
    if (settled.rowsWritten === 0) return;
    this.#sql.exec("UPDATE account SET seconds_used = seconds_used + ?", chargedSeconds(measuredSeconds));
  }

  /** Undoes the admission of a job that was never started, as of the admission at `admittedAtMs` or any; it counts for nothing. */
  release(jobId: string, admittedAtMs?: number): boolean {
    if (!this.#isOpen()) return false;
    const undone = this.#sql.exec(
      "DELETE FROM admissions WHERE job_id = ? AND settled = 0 AND started = 0 AND admitted_at_ms = coalesce(?, admitted_at_ms)",
      jobId,
      admittedAtMs ?? null,
    );
    return undone.rowsWritten > 0;
  }

  /** Notes that a job runs; from then on its own object settles it, however long it takes. */
  markStarted(jobId: string): void {
    this.#sql.exec("UPDATE admissions SET started = 1 WHERE job_id = ?", jobId);
  }

  /** Admissions whose job must have started by now if it ever will. */
  overdue(nowMs: number): Overdue[] {
    return this.#unstarted().filter(({ admittedAtMs }) => admittedAtMs + START_OVERDUE_MS <= nowMs);
  }

  /** When {@link overdue} has something to show at the earliest; null when every admitted job runs. */
  nextOverdueMs(): number | null {
    const [first] = this.#unstarted();
    return first === undefined ? null : first.admittedAtMs + START_OVERDUE_MS;
  }

  /** Grants more credit. On an account without a credit limit nothing changes. */
  addCredit(seconds: number): void {
    if (!this.#isOpen()) throw new SpeechFault("account_not_found");
    this.#sql.exec("UPDATE account SET credit_seconds = credit_seconds + ?", seconds);
  }

  /** Limits and usage as they stand, or null when the books were never opened. */
  standing(nowMs: number): { limits: AccountLimits; usage: AccountUsage } | null {
    if (!this.#isOpen()) return null;
    const row = this.#sql.exec<AccountRow>("SELECT * FROM account").one();
    const active = this.#sql
      .exec<{ jobs: number; seconds: number }>(
        "SELECT count(*) AS jobs, coalesce(sum(reserved_seconds), 0) AS seconds FROM admissions WHERE settled = 0",
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

  /** Asked of the schema, so that a call for an unknown account creates no tables. */
  #isOpen(): boolean {
    return this.#sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'account'").toArray().length > 0;
  }
}
