import type { JobStatus } from "../contract/job.ts";
import { silenceSamples, type SpeechSpec } from "../contract/synthesis.ts";
import { Facts } from "../jobs/facts.ts";
import type { Outcome } from "../jobs/job-record.ts";

interface SpeechFacts {
  spec: Omit<SpeechSpec, "phrases">;
  outcome: Outcome;
  /** Whether webhook endpoints were told of the outcome. */
  announced: boolean;
  startedAtMs: number;
  /** The phrase that the listener of a stream wants next. */
  wanted: number;
  /** Since when nobody listens to a stream; null while somebody does. */
  unheardSinceMs: number | null;
  /** The status that the index last received. */
  indexedStatus: JobStatus;
  /** Whether the samples of the phrases are deleted. */
  tidied: boolean;
}

/** The facts of one synthesis. */
export class SpeechRecord {
  readonly #facts: Facts<SpeechFacts>;

  constructor(sql: SqlStorage) {
    this.#facts = new Facts(sql);
  }

  get spec(): SpeechFacts["spec"] {
    const spec = this.#facts.get("spec");
    if (spec === undefined) throw new Error("a synthesis is read before it was started");
    return spec;
  }

  /** Samples of silence before the first phrase; 0 until it is started. */
  get leadSamples(): number {
    return silenceSamples(this.#facts.get("spec")?.leadMs ?? 0);
  }

  /** Where a synthesis is that is not over. */
  get phase(): "queued" | "in_progress" {
    return this.startedAtMs === null ? "queued" : "in_progress";
  }

  isStarted(): boolean {
    return this.#facts.get("spec") !== undefined;
  }

  start(spec: SpeechFacts["spec"]): void {
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

  get startedAtMs(): number | null {
    return this.#facts.get("startedAtMs") ?? null;
  }

  markStarted(nowMs: number): void {
    if (this.startedAtMs === null) this.#facts.set("startedAtMs", nowMs);
  }

  get wanted(): number {
    return this.#facts.get("wanted") ?? 0;
  }

  markWanted(index: number): void {
    if (index > this.wanted) this.#facts.set("wanted", index);
  }

  get unheardSinceMs(): number | null {
    return this.#facts.get("unheardSinceMs") ?? null;
  }

  markUnheard(sinceMs: number | null): void {
    if (sinceMs !== this.unheardSinceMs) this.#facts.set("unheardSinceMs", sinceMs);
  }

  get indexedStatus(): JobStatus | undefined {
    return this.#facts.get("indexedStatus");
  }

  markIndexed(status: JobStatus): void {
    this.#facts.set("indexedStatus", status);
  }

  get isTidied(): boolean {
    return this.#facts.get("tidied") ?? false;
  }

  markTidied(): void {
    this.#facts.set("tidied", true);
  }
}
