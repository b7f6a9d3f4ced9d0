/** The `day` of a job that waits for a slot: it counts for no day. */
const NO_DAY = -1;
const MOST_UNSTARTED = 100;

const TABLES = `
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

interface NewAdmission {
  readonly jobId: string;
  readonly nowMs: number;
  readonly seconds: number;
  /** Null for a job that waits for a slot. */
  readonly day: number | null;
}

export interface Unstarted {
  readonly jobId: string;
  readonly admittedAtMs: number;
}

/** The jobs that an account has taken in: what each holds of its limits, until it is settled. */
export class Admissions {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  create(): void {
    this.#sql.exec(TABLES);
  }

  has(jobId: string): boolean {
    return this.#sql.exec("SELECT 1 FROM admissions WHERE job_id = ?", jobId).toArray().length > 0;
  }

  add({ jobId, nowMs, seconds, day }: NewAdmission): void {
    this.#sql.exec(
      "INSERT INTO admissions (job_id, admitted_at_ms, day, reserved_seconds) VALUES (?, ?, ?, ?)",
      jobId,
      nowMs,
      day ?? NO_DAY,
      seconds,
    );
  }

  /** Takes the admission of a job that has not started for one of now. */
  renew(jobId: string, nowMs: number): void {
    this.#sql.exec("UPDATE admissions SET admitted_at_ms = ? WHERE job_id = ? AND started = 0", nowMs, jobId);
  }

  takeSlot(jobId: string, day: number): void {
    this.#sql.exec("UPDATE admissions SET day = ? WHERE job_id = ?", day, jobId);
  }

  markStarted(jobId: string): void {
    this.#sql.exec("UPDATE admissions SET started = 1 WHERE job_id = ?", jobId);
  }

  /** Whether there was something to settle. */
  settle(jobId: string): boolean {
    return this.#sql.exec("UPDATE admissions SET settled = 1 WHERE job_id = ? AND settled = 0", jobId).rowsWritten > 0;
  }

  /** Undoes the admission of a job that was never started, as of the one at `admittedAtMs` or any. Whether there was one. */
  release(jobId: string, admittedAtMs: number | null): boolean {
    const undone = this.#sql.exec(
      "DELETE FROM admissions WHERE job_id = ? AND settled = 0 AND started = 0 AND admitted_at_ms = coalesce(?, admitted_at_ms)",
      jobId,
      admittedAtMs,
    );
    return undone.rowsWritten > 0;
  }

  remove(jobId: string): void {
    this.#sql.exec("DELETE FROM admissions WHERE job_id = ?", jobId);
  }

  /** Not known to have started, the oldest first. */
  unstarted(): Unstarted[] {
    return this.#sql
      .exec<{ jobId: string; admittedAtMs: number }>(
        `SELECT job_id AS jobId, admitted_at_ms AS admittedAtMs FROM admissions
         WHERE settled = 0 AND started = 0 ORDER BY admitted_at_ms LIMIT ${MOST_UNSTARTED}`,
      )
      .toArray();
  }

  /** Jobs that hold a slot, and the credit reserved for these and for those that wait. */
  active(): { jobs: number; seconds: number } {
    return this.#sql
      .exec<{ jobs: number; seconds: number }>(
        `SELECT count(*) FILTER (WHERE day <> ${NO_DAY}) AS jobs, coalesce(sum(reserved_seconds), 0) AS seconds
         FROM admissions WHERE settled = 0`,
      )
      .one();
  }

  countOfDay(day: number): number {
    return this.#sql.exec<{ jobs: number }>("SELECT count(*) AS jobs FROM admissions WHERE day = ?", day).one().jobs;
  }
}
