import { silenceSamples, type SpeechSpec } from "../contract/synthesis.ts";
import { Facts } from "../jobs/facts.ts";
import { LifeRecord } from "../jobs/life-record.ts";

interface SpeechFacts {
  startedAtMs: number;
  /** The phrase that the listener of a stream wants next. */
  wanted: number;
  /** Since when nobody listens to a stream; null while somebody does. */
  unheardSinceMs: number | null;
  /** Whether the samples of the phrases are deleted. */
  tidied: boolean;
}

/** The facts of one synthesis. */
export class SpeechRecord extends LifeRecord<Omit<SpeechSpec, "phrases">> {
  readonly #facts: Facts<SpeechFacts>;

  constructor(sql: SqlStorage) {
    super(sql);
    this.#facts = new Facts(sql);
  }

  /** Samples of silence before the first phrase; 0 until it is started. */
  get leadSamples(): number {
    return silenceSamples(this.isStarted() ? this.spec.leadMs : 0);
  }

  /** Where a synthesis is that is not over. */
  get phase(): "queued" | "in_progress" {
    return this.startedAtMs === null ? "queued" : "in_progress";
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

  get isTidied(): boolean {
    return this.#facts.get("tidied") ?? false;
  }

  markTidied(): void {
    this.#facts.set("tidied", true);
  }
}
