/** Most jobs that are told of their turn at once. */
const MOST_CALLED = 100;

/** Jobs of an account beyond its limits, first come first served. One whose turn has come stays until its object knows. */
export class WaitingList {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  create(): void {
    this.#sql.exec(`CREATE TABLE IF NOT EXISTS waiting (
      place INTEGER PRIMARY KEY AUTOINCREMENT, job_id TEXT NOT NULL UNIQUE, called INTEGER NOT NULL DEFAULT 0
    )`);
  }

  add(jobId: string): void {
    this.#sql.exec("INSERT OR IGNORE INTO waiting (job_id) VALUES (?)", jobId);
  }

  remove(jobId: string): void {
    this.#sql.exec("DELETE FROM waiting WHERE job_id = ?", jobId);
  }

  isWaiting(jobId: string): boolean {
    return this.#sql.exec("SELECT 1 FROM waiting WHERE job_id = ? AND called = 0", jobId).toArray().length > 0;
  }

  /** Whose turn is next; undefined when nobody waits. */
  first(): string | undefined {
    return this.#sql
      .exec<{ jobId: string }>("SELECT job_id AS jobId FROM waiting WHERE called = 0 ORDER BY place LIMIT 1")
      .toArray()[0]?.jobId;
  }

  call(jobId: string): void {
    this.#sql.exec("UPDATE waiting SET called = 1 WHERE job_id = ?", jobId);
  }

  /** Those whose turn has come and whose objects do not know it yet, the first of them. */
  called(): string[] {
    return this.#sql
      .exec<{ jobId: string }>(
        `SELECT job_id AS jobId FROM waiting WHERE called = 1 ORDER BY place LIMIT ${MOST_CALLED}`,
      )
      .toArray()
      .map((row) => row.jobId);
  }

  confirm(jobId: string): void {
    this.#sql.exec("DELETE FROM waiting WHERE job_id = ? AND called = 1", jobId);
  }
}
