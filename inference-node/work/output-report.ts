import { SpeechFault } from "../../src/contract/faults.ts";
import type { Token } from "../../src/contract/job.ts";
import type { OutputBatch } from "../../src/contract/output.ts";
import type { Fence } from "../../src/contract/plan.ts";
import type { WorkerApi } from "../worker-api.ts";
import { Pump } from "./pump.ts";
import { WorkOver } from "./work-over.ts";

export interface ReportPacing {
  /** Least time between two batches that carry something. */
  readonly flushMs: number;
  /** Longest silence; a watchdog takes work from nodes that are silent for longer. */
  readonly heartbeatMs: number;
}

interface OutputReportOptions {
  readonly api: Pick<WorkerApi, "appendOutput">;
  readonly jobId: string;
  readonly index: number;
  readonly fence: Fence;
  readonly signal: AbortSignal;
  /** Told once when reporting cannot go on: WorkOver, or the fault of a call. */
  readonly fail: (reason: unknown) => void;
  readonly pacing: ReportPacing;
}

type Content = Pick<OutputBatch, "tokens" | "final">;

const MAX_TOKENS = 1000;
/** Rewinds that one chunk may ask for, so that two sides that disagree do not talk for ever. */
const MAX_REWINDS = 10;

/** Reports what is recognized of one chunk: in order, in batches, with heartbeats between. */
export class OutputReport {
  readonly #options: OutputReportOptions;
  readonly #pump: Pump;
  /** Every batch of this lease at the place of its seq; kept, since a gap asks for earlier ones again. */
  readonly #batches: Content[] = [];
  #waiting: Token[] = [];
  #nextSeq = 0;
  #rewinds = 0;
  #sentAtMs = performance.now();

  constructor(options: OutputReportOptions) {
    this.#options = options;
    this.#pump = new Pump({ send: () => this.#sendDue(), everyMs: options.pacing.flushMs, fail: options.fail });
  }

  /** Claims the chunk for this lease. Throws WorkOver when it is not to be had. */
  async open(): Promise<void> {
    const { outcome } = await this.#post({ tokens: [] });
    if (outcome === "duplicate") throw new WorkOver("duplicate");
  }

  add(tokens: readonly Token[]): void {
    this.#waiting.push(...tokens);
    if (performance.now() - this.#sentAtMs >= this.#options.pacing.flushMs) this.#pump.kick();
  }

  /** Sends what is left and the final. Resolves once all is recorded. */
  async close(final: NonNullable<OutputBatch["final"]>): Promise<void> {
    await this.stop();
    this.#cutBatches();
    const last = this.#batches.at(-1);
    if (last !== undefined && this.#nextSeq < this.#batches.length) last.final = final;
    else this.#batches.push({ tokens: [], final });
    await this.#sendBatches();
  }

  /** Ends heartbeats and sends nothing more. */
  stop(): Promise<void> {
    return this.#pump.stop();
  }

  async #sendDue(): Promise<void> {
    this.#cutBatches();
    if (this.#nextSeq < this.#batches.length) await this.#sendBatches();
    else if (performance.now() - this.#sentAtMs >= this.#options.pacing.heartbeatMs) await this.#post({ tokens: [] });
  }

  #cutBatches(): void {
    while (this.#waiting.length > 0) this.#batches.push({ tokens: this.#waiting.splice(0, MAX_TOKENS) });
  }

  async #sendBatches(): Promise<void> {
    for (;;) {
      const batch = this.#batches[this.#nextSeq];
      if (batch === undefined) return;
      const { outcome, expectedSeq = 0 } = await this.#post(batch);
      if (outcome !== "gap") this.#nextSeq += 1;
      else if (expectedSeq < this.#nextSeq && this.#rewinds < MAX_REWINDS) {
        this.#nextSeq = expectedSeq;
        this.#rewinds += 1;
      } else throw new SpeechFault("internal", "the output's numbering was lost");
    }
  }

  async #post(content: Content) {
    const { api, jobId, index, fence, signal } = this.#options;
    const receipt = await api.appendOutput(jobId, index, { fence, seq: this.#nextSeq, ...content }, signal);
    this.#sentAtMs = performance.now();
    if (receipt.outcome === "stale" || receipt.outcome === "cancelled") throw new WorkOver(receipt.outcome);
    return receipt;
  }
}
