import type { Failure, JobSpec } from "../contract/job.ts";

/** How a job ended; decided once, then published to the bucket, the account, the index and the watchers. */
export interface Outcome {
  readonly status: "complete" | "failed" | "cancelled";
  readonly failure: Failure | null;
  readonly completedAtMs: number;
}

type Fact = "spec" | "outcome" | "totalSamples" | "indexedStatus" | "slicesDeleted" | "startedAtMs";

/** The facts of one job that are not lists: each is a named JSON value. */
export class JobRecord {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    sql.exec("CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID");
  }

  get spec(): JobSpec {
    const spec = this.#read<JobSpec>("spec");
    if (spec === undefined) throw new Error("a job's record is read before the job was started");
    return spec;
  }

  isStarted(): boolean {
    return this.#read("spec") !== undefined;
  }

  start(spec: JobSpec): void {
    this.#write("spec", spec);
  }

  get outcome(): Outcome | undefined {
    return this.#read("outcome");
  }

  /** The first decision stands. */
  decide(outcome: Outcome): void {
    if (this.outcome === undefined) this.#write("outcome", outcome);
  }

  /** Length of the recording; undefined while the decoder is still reading. */
  get totalSamples(): number | undefined {
    return this.#read("totalSamples");
  }

  close(totalSamples: number): void {
    this.#write("totalSamples", totalSamples);
  }

  get startedAtMs(): number | undefined {
    return this.#read("startedAtMs");
  }

  markStarted(nowMs: number): void {
    this.#write("startedAtMs", nowMs);
  }

  /** The status that the index last received. */
  get indexedStatus(): string | undefined {
    return this.#read("indexedStatus");
  }

  markIndexed(status: string): void {
    this.#write("indexedStatus", status);
  }

  get slicesDeleted(): boolean {
    return this.#read("slicesDeleted") ?? false;
  }

  markSlicesDeleted(): void {
    this.#write("slicesDeleted", true);
  }

  #read<Value>(name: Fact): Value | undefined {
    const row = this.#sql.exec<{ value: string }>("SELECT value FROM facts WHERE name = ?", name).toArray()[0];
    return row === undefined ? undefined : (JSON.parse(row.value) as Value);
  }

  #write(name: Fact, value: unknown): void {
    this.#sql.exec("INSERT OR REPLACE INTO facts VALUES (?, ?)", name, JSON.stringify(value));
  }
}
