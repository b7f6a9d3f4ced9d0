import { Facts } from "../../jobs/facts.ts";
import { type Health, HEALTHY } from "./endpoint-health.ts";

interface EndpointFacts {
  endpointId: string;
  health: Health;
  /** How long the attempt took that was reported last. */
  lastTookMs: number;
  /** Null while it is called. */
  disabledAtMs: number | null;
  /** What the index last received of it. */
  indexedDisabledAtMs: number | null;
}

/** The facts of one endpoint. */
export class EndpointRecord {
  readonly #facts: Facts<EndpointFacts>;

  constructor(sql: SqlStorage) {
    this.#facts = new Facts(sql);
  }

  get endpointId(): string {
    const endpointId = this.#facts.get("endpointId");
    if (endpointId === undefined) throw new Error("an endpoint is read before it had anything to do");
    return endpointId;
  }

  open(endpointId: string): void {
    this.#facts.set("endpointId", endpointId);
  }

  get health(): Health {
    return this.#facts.get("health") ?? HEALTHY;
  }

  setHealth(health: Health): void {
    this.#facts.set("health", health);
  }

  get lastTookMs(): number | null {
    return this.#facts.get("lastTookMs") ?? null;
  }

  noteDuration(tookMs: number): void {
    this.#facts.set("lastTookMs", tookMs);
  }

  get disabledAtMs(): number | null {
    return this.#facts.get("disabledAtMs") ?? null;
  }

  setDisabled(sinceMs: number | null): void {
    this.#facts.set("disabledAtMs", sinceMs);
  }

  get indexedDisabledAtMs(): number | null {
    return this.#facts.get("indexedDisabledAtMs") ?? null;
  }

  markIndexed(disabledAtMs: number | null): void {
    this.#facts.set("indexedDisabledAtMs", disabledAtMs);
  }
}
