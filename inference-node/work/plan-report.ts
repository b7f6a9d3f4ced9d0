import type { Fence, Media, PlanBatch, PlanOutcome, Span } from "../../src/contract/plan.ts";
import type { WorkerApi } from "../worker-api.ts";
import { Pump } from "./pump.ts";
import { WorkOver } from "./work-over.ts";

export interface PlanPacing {
  readonly flushMs: number;
  readonly heartbeatMs: number;
  /** How long the first speech waits for the end of the recording: a lone span may be claimed if it was not yet told. */
  readonly holdMs: number;
}

interface PlanReportOptions {
  readonly api: Pick<WorkerApi, "appendPlan">;
  readonly jobId: string;
  readonly fence: Fence;
  readonly signal: AbortSignal;
  /** Told once when reporting cannot go on: WorkOver, the fault of a call, or of storing a slice. */
  readonly fail: (reason: unknown) => void;
  readonly pacing: PlanPacing;
}

interface Found {
  readonly media: Media;
  readonly span: Span;
}

interface Planned extends Found {
  stored: boolean;
}

const MAX_SPANS = 100;

/** Reports the spans of a recording in order, each once its slice is stored, with heartbeats between. */
export class PlanReport {
  readonly #options: PlanReportOptions;
  readonly #pump: Pump;
  readonly #storing: Promise<void>[] = [];
  #waiting: Planned[] = [];
  #speechSpans = 0;
  #firstSpeechAtMs = 0;
  #sentAtMs = 0;

  constructor(options: PlanReportOptions) {
    this.#options = options;
    this.#pump = new Pump({ send: () => this.#sendDue(), everyMs: options.pacing.flushMs, fail: options.fail });
  }

  /** Announces this lease. Throws WorkOver when it is not wanted. */
  async open(): Promise<void> {
    await this.#post({ spans: [] });
  }

  /** @param stored Settles with the storing of the span's slice. */
  add({ media, span }: Found, stored: Promise<void>): void {
    const planned: Planned = { media, span, stored: false };
    this.#waiting.push(planned);
    if (span.speech) {
      if (this.#speechSpans === 0) this.#firstSpeechAtMs = performance.now();
      this.#speechSpans += 1;
    }
    const storing = this.#await(planned, stored);
    storing.catch(this.#options.fail);
    this.#storing.push(storing);
  }

  /** The speech span that may be claimed: the only one of the recording, and not reported yet. */
  get lone(): Span | undefined {
    return this.#speechSpans === 1 ? this.#waiting.find(({ span }) => span.speech)?.span : undefined;
  }

  /** Reports what is left, once all slices are stored, and the length of the recording. */
  async close(totalSamples: number, mayClaim: () => boolean): Promise<PlanOutcome> {
    await Promise.all(this.#storing);
    await this.stop();
    while (this.#waiting.length > MAX_SPANS) await this.#sendSpans(this.#waiting.slice(0, MAX_SPANS));
    const claim = this.lone !== undefined && mayClaim();
    return this.#post({ ...contentOf(this.#waiting), totalSamples, ...(claim && { claim }) });
  }

  /** Ends heartbeats and sends nothing more. */
  stop(): Promise<void> {
    return this.#pump.stop();
  }

  async #await(planned: Planned, stored: Promise<void>): Promise<void> {
    await stored;
    planned.stored = true;
    this.#pump.kick();
  }

  async #sendDue(): Promise<void> {
    const ready = this.#ready();
    if (ready.length > 0) await this.#sendSpans(ready);
    else if (performance.now() - this.#sentAtMs >= this.#options.pacing.heartbeatMs) await this.#post({ spans: [] });
  }

  #ready(): Planned[] {
    const held = performance.now() - this.#firstSpeechAtMs < this.#options.pacing.holdMs;
    if (this.#speechSpans === 1 && held) return [];
    const unstored = this.#waiting.findIndex(({ stored }) => !stored);
    return this.#waiting.slice(0, Math.min(MAX_SPANS, unstored === -1 ? Infinity : unstored));
  }

  async #sendSpans(planned: readonly Planned[]): Promise<void> {
    await this.#post(contentOf(planned));
    this.#waiting = this.#waiting.slice(planned.length);
  }

  async #post(content: Omit<PlanBatch, "fence">): Promise<PlanOutcome> {
    const { api, jobId, fence, signal } = this.#options;
    const receipt = await api.appendPlan(jobId, { fence, ...content }, signal);
    this.#sentAtMs = performance.now();
    if (receipt.outcome !== "accepted") throw new WorkOver(receipt.outcome);
    return receipt;
  }
}

function contentOf(planned: readonly Found[]): Pick<PlanBatch, "spans" | "media"> {
  const [first] = planned;
  return { spans: planned.map(({ span }) => span), ...(first && { media: first.media }) };
}
