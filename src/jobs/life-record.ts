import type { Failure, JobStatus } from "../contract/job.ts";
import { Facts } from "./facts.ts";

/** How a job ended; decided once, then published to the bucket, the account, the index and the watchers. */
export interface Outcome {
  readonly status: "complete" | "failed" | "cancelled";
  readonly failure: Failure | null;
  readonly completedAtMs: number;
}

interface LifeFacts<Spec> {
  spec: Spec;
  outcome: Outcome;
  /** Whether webhook endpoints were told of the outcome. */
  announced: boolean;
  /** The status that the index last received. */
  indexedStatus: JobStatus;
}

/** The facts that a job of any kind has: what it is to do, how it ended, and who was told. */
export class LifeRecord<Spec extends object> {
  readonly #facts: Facts<LifeFacts<Spec>>;

  constructor(sql: SqlStorage) {
    this.#facts = new Facts(sql);
  }

  get spec(): Spec {
    const spec = this.#facts.get("spec");
    if (spec === undefined) throw new Error("a job's record is read before the job was started");
    return spec;
  }

  isStarted(): boolean {
    return this.#facts.get("spec") !== undefined;
  }

  start(spec: Spec): void {
    this.#facts.set("spec", spec);
  }

  get outcome(): Outcome | undefined {
    return this.#facts.get("outcome");
  }

  /** The first decision stands. */
  decide(outcome: Outcome): void {
    if (this.outcome !== undefined) return;
    this.#facts.set("outcome", outcome);
    this.#facts.set("announced", false);
  }

  /** Whether webhook endpoints are still to be told of the outcome. */
  get owesAnnouncement(): boolean {
    return this.#facts.get("announced") === false;
  }

  markAnnounced(): void {
    this.#facts.set("announced", true);
  }

  get indexedStatus(): JobStatus | undefined {
    return this.#facts.get("indexedStatus");
  }

  markIndexed(status: JobStatus): void {
    this.#facts.set("indexedStatus", status);
  }
}
