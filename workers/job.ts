import { DurableObject } from "cloudflare:workers";
import type { AudioSource, JobSnapshot, JobSpec } from "../src/contract/job.ts";
import type { AppendOutcome, FailureReport, OutputBatch } from "../src/contract/output.ts";
import type { Fence, PlanBatch, PlanOutcome } from "../src/contract/plan.ts";
import { appendOutput } from "../src/jobs/append-output.ts";
import { appendPart, type PartOutcome } from "../src/jobs/live/append-part.ts";
import { appendPlan } from "../src/jobs/append-plan.ts";
import { appendSource } from "../src/jobs/append-source.ts";
import { beatFetch } from "../src/jobs/beat-fetch.ts";
import { FETCH_WORK, SPLIT_WORK } from "../src/jobs/chunk-ledger.ts";
import { currentProgress } from "../src/jobs/current-progress.ts";
import type { Recording } from "../src/jobs/delete-content.ts";
import { endAudio } from "../src/jobs/live/end-audio.ts";
import { findPart, type PartState } from "../src/jobs/live/find-part.ts";
import { hasFacts } from "../src/jobs/facts.ts";
import type { Progress } from "../src/jobs/find-progress.ts";
import { failWork, giveUpWork } from "../src/jobs/lose-work.ts";
import { currentState } from "../src/jobs/publish-outcome.ts";
import type { FetchReceipt } from "../src/jobs/hear-fetch.ts";
import type { Transfer } from "../src/jobs/job-record.ts";
import { proceedJob } from "../src/jobs/proceed-job.ts";
import { startJob } from "../src/jobs/start-job.ts";
import { type CancelAnswer, type CancelReach, stopJob } from "../src/jobs/stop-job.ts";
import { beginErasure } from "../src/jobs/begin-erasure.ts";
import { answerClose } from "./answer-close.ts";
import { JobKeeper } from "./job-keeper.ts";

/** A start that comes later than this is refused: by then the account may have taken the job for lost. */
const LATEST_START_MS = 45_000;

const NAMED_WORK = { fetch: FETCH_WORK, split: SPLIT_WORK } as const;

/**
 * One job: who works on it, what was heard, who is watching. Every command is three movements: the ledger and the log
 * change in one transaction, the watchers are told, and what must happen elsewhere follows in its keeper's wake.
 */
export class JobDO extends DurableObject<Env> {
  readonly #job = new JobKeeper(this.ctx, () => this.env);

  /** Starts the job, once; false when its creation is too long ago. */
  async start(spec: JobSpec): Promise<boolean> {
    if (!(await this.isStarted()) && Date.now() - spec.createdAtMs > LATEST_START_MS) return false;
    this.#job.begin();
    this.#job.change((job) => startJob(job, spec));
    return this.#job.open() !== undefined;
  }

  async isStarted(): Promise<boolean> {
    return this.#job.stored()?.record.isStarted() ?? false;
  }

  async appendPlan(batch: PlanBatch): Promise<PlanOutcome> {
    return this.#job.change((job) => appendPlan(job, batch, Date.now())) ?? { outcome: "cancelled" };
  }

  async failPlan(report: FailureReport): Promise<PlanOutcome> {
    return { outcome: this.#job.change((job) => failWork(job, SPLIT_WORK, report, Date.now())) ?? "cancelled" };
  }

  async append(index: number, batch: OutputBatch): Promise<AppendOutcome> {
    return this.#job.change((job) => appendOutput(job, index, batch, Date.now())) ?? { outcome: "cancelled" };
  }

  async failChunk(index: number, report: FailureReport): Promise<AppendOutcome> {
    return { outcome: this.#job.change((job) => failWork(job, index, report, Date.now())) ?? "cancelled" };
  }

  /** The queue gave up on a message: of the fetch, of the split, or of one chunk. */
  async giveUp(work: number | keyof typeof NAMED_WORK, epoch: number): Promise<void> {
    const index = typeof work === "number" ? work : NAMED_WORK[work];
    this.#job.change((job) => giveUpWork(job, index, epoch, Date.now()));
  }

  /** The account has a slot for a job that waits for one. False for an id that was not started. */
  async proceed(): Promise<boolean> {
    this.#job.change((job) => proceedJob(job, Date.now()));
    return this.#job.open() !== undefined;
  }

  /** A word from whoever fetches the audio, so that its lease lives on. */
  async beatFetch(fence: Fence, transfer: Transfer): Promise<FetchReceipt> {
    return this.#job.change((job) => beatFetch(job, fence, transfer, Date.now())) ?? "cancelled";
  }

  /** The audio lies in the bucket. */
  async appendSource(fence: Fence, source: AudioSource): Promise<FetchReceipt> {
    return this.#job.change((job) => appendSource(job, fence, source, Date.now())) ?? "cancelled";
  }

  async failFetch(report: FailureReport): Promise<FetchReceipt> {
    return this.#job.change((job) => failWork(job, FETCH_WORK, report, Date.now())) ?? "cancelled";
  }

  /**
   * Ends the job, if it is not over and within reach: from then on nothing of it starts, and what was told so far is its
   * text. The answer comes when the end is published, or as soon as that has to be tried again.
   */
  async cancel(reach: CancelReach): Promise<CancelAnswer | "unknown"> {
    const answer = this.#job.change((job) => stopJob(job, reach, Date.now()));
    if (answer === "cancelled") await this.#job.wake();
    return answer ?? "unknown";
  }

  /**
   * Erases the job with everything that is stored of it, also of one that this object has forgotten. From now on nobody
   * sees it; true when nothing is left, false when that has to be tried again, which the alarm does.
   */
  async erase(recording: Recording): Promise<boolean> {
    const job = this.#job.begin();
    this.#job.commit(job, () => beginErasure(job, recording, Date.now()));
    await this.#job.wake();
    return !hasFacts(this.ctx.storage.sql);
  }

  /** Whether work on the job is still wanted. */
  async isWanted(): Promise<boolean> {
    const job = this.#job.open();
    return job !== undefined && job.record.outcome === undefined;
  }

  /** A part of live audio lies in the bucket. */
  async appendPart(index: number, sizeBytes: number): Promise<PartOutcome> {
    return this.#job.change((job) => appendPart(job, index, sizeBytes, Date.now())) ?? "over";
  }

  /** No more live audio will come. */
  async endAudio(): Promise<void> {
    this.#job.change((job) => endAudio(job));
  }

  /** Where a part of live audio is, held back for up to `waitMs` while it is still to come. */
  async awaitPart(index: number, waitMs: number): Promise<PartState> {
    return this.#job.arrivals.until(waitMs, () => {
      const job = this.#job.open();
      return job === undefined ? "over" : findPart(job, index);
    });
  }

  /** The recording that the job works on; null for an id that was never started. */
  async source(): Promise<AudioSource | null> {
    return this.#job.open()?.record.source ?? null;
  }

  /** The job as of its last event or its cancel; null for an id that was never started. */
  async snapshot(): Promise<JobSnapshot | null> {
    const job = this.#job.open();
    return job === undefined ? null : { ...job.log.snapshot(job.record.spec), ...currentState(job) };
  }

  /** How far the job is, without its text; null for an id that was never started. */
  async progress(): Promise<Progress | null> {
    const job = this.#job.open();
    return job === undefined ? null : currentProgress(job);
  }

  /** The event socket: GET /events[?after=ID]. */
  override async fetch(request: Request): Promise<Response> {
    return this.#job.watchers.admit(this.#job.open(), request);
  }

  /** Watchers only listen. */
  override webSocketMessage(): void {}

  override webSocketClose(socket: WebSocket, code: number): void {
    answerClose(socket, code);
  }

  override async alarm(): Promise<void> {
    await this.#job.ring();
  }
}
