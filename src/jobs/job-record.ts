import type { Failure, JobSpec, JobStatus } from "../contract/job.ts";

/** How a job ended; decided once, then published to the bucket, the account, the index and the watchers. */
export interface Outcome {
  readonly status: "complete" | "failed" | "cancelled";
  readonly failure: Failure | null;
  readonly completedAtMs: number;
}

interface Facts {
  spec: JobSpec;
  outcome: Outcome;
  /** Length of the recording; absent while the decoder is still reading. */
  totalSamples: number;
  startedAtMs: number;
  /** The status that the index last received. */
  indexedStatus: JobStatus;
  slicesDeleted: boolean;
}

/** The facts of one job that are not lists: each is a named JSON value. */
export class JobRecord {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    sql.exec("CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID");
  }

  get spec(): JobSpec {
    const spec = this.#read("spec");
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

  get indexedStatus(): JobStatus | undefined {
    return this.#read("indexedStatus");
  }

  markIndexed(status: JobStatus): void {
    this.#write("indexedStatus", status);
  }

  get slicesDeleted(): boolean {
    return this.#read("slicesDeleted") ?? false;
  }

  markSlicesDeleted(): void {
    this.#write("slicesDeleted", true);
  }

  #read<Name extends keyof Facts>(name: Name): Facts[Name] | undefined {
    const row = this.#sql.exec<{ value: string }>("SELECT value FROM facts WHERE name = ?", name).toArray()[0];
    if (row === undefined) return undefined;
    const value: Facts[Name] = JSON.parse(row.value);
    return value;
  }

  #write<Name extends keyof Facts>(name: Name, value: Facts[Name]): void {
    this.#sql.exec("INSERT OR REPLACE INTO facts VALUES (?, ?)", name, JSON.stringify(value));
  }
}
