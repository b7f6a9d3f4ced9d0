import { DurableObject } from "cloudflare:workers";
import { getLogger } from "@logtape/logtape";
import type { JobFrame } from "../src/contract/events.ts";
import type { JobSnapshot, JobSpec } from "../src/contract/job.ts";
import type { AppendOutcome, FailureReport, OutputBatch } from "../src/contract/output.ts";
import type { PlanBatch, PlanOutcome } from "../src/contract/plan.ts";
import { openDatabase } from "../src/db/client.ts";
import { appendOutput } from "../src/jobs/append-output.ts";
import { appendPlan } from "../src/jobs/append-plan.ts";
import { SPLIT_WORK } from "../src/jobs/chunk-ledger.ts";
import { hasJobStore, openJobStore } from "../src/jobs/job-store.ts";
import type { JobStore } from "../src/jobs/job-store.ts";
import { expireWork, failWork, giveUpWork, nextDeadlineMs } from "../src/jobs/lose-work.ts";
import { chargeableSeconds, deleteSlices, finalState, indexJob, storeTranscript } from "../src/jobs/publish-outcome.ts";
import { hasFollowUp } from "../src/jobs/has-follow-up.ts";
import { sendWork } from "../src/jobs/send-work.ts";
import { startJob } from "../src/jobs/start-job.ts";

/** The pause before an unfinished step is tried again, doubling up to the longest. */
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 60_000;
/** Most tokens of one WebSocket message. */
const FRAMES_PER_MESSAGE = 200;

const log = getLogger(["voxedge", "job"]);

/**
 * One job: who works on it, what was heard, who is watching. Every command is three movements: the ledger and the log
 * change in one transaction, the watchers are told, and what must happen elsewhere follows in {@link JobDO.alarm}'s wake.
 */
export class JobDO extends DurableObject<Env> {
  #store: JobStore | undefined;
  #waking: Promise<void> | undefined;
  #wakeAgain = false;
  #retries = 0;
  #alarmMs = Infinity;

  async start(spec: JobSpec): Promise<void> {
    this.#store ??= openJobStore(this.ctx.storage.sql);
    this.#change((job) => startJob(job, spec));
  }

  async appendPlan(batch: PlanBatch): Promise<PlanOutcome> {
    return this.#change((job) => appendPlan(job, batch, Date.now())) ?? { outcome: "cancelled" };
  }

  async failPlan(report: FailureReport): Promise<PlanOutcome> {
    return { outcome: this.#change((job) => failWork(job, SPLIT_WORK, report, Date.now())) ?? "cancelled" };
  }

  async append(index: number, batch: OutputBatch): Promise<AppendOutcome> {
    return this.#change((job) => appendOutput(job, index, batch, Date.now())) ?? { outcome: "cancelled" };
  }

  async failChunk(index: number, report: FailureReport): Promise<AppendOutcome> {
    return { outcome: this.#change((job) => failWork(job, index, report, Date.now())) ?? "cancelled" };
  }

  /** The queue gave up on a message: of the split, or of one chunk. */
  async giveUp(index: number | "split", epoch: number): Promise<void> {
    this.#change((job) => giveUpWork(job, index === "split" ? SPLIT_WORK : index, epoch, Date.now()));
  }

  /** The job as of its last event; null for an id that was never started. */
  async snapshot(): Promise<JobSnapshot | null> {
    const job = this.#open();
    return job === undefined ? null : job.log.snapshot(job.record.spec);
  }

  /** The event socket: GET /events[?after=ID]. 204 when nothing will follow that event, 404 for an unknown id. */
  override async fetch(request: Request): Promise<Response> {
    const job = this.#open();
    if (job === undefined) return new Response(null, { status: 404 });
    const after = new URL(request.url).searchParams.get("after");
    const lastId = job.log.lastId();
    const isDone = job.log.isDone();
    if (isDone && after !== null && Number(after) >= lastId) return new Response(null, { status: 204 });

    const openingId = isDone ? lastId - 1 : lastId;
    const { 0: client, 1: server } = new WebSocketPair();
    this.ctx.acceptWebSocket(server);
    if (after === null) {
      const opening: JobFrame = { type: "snapshot", id: null, snapshot: job.log.snapshot(job.record.spec) };
      send([server], [opening]);
    }
    send([server], job.log.framesAfter(job.record.spec, after === null ? openingId : Number(after)));
    if (isDone) server.close(1000, "done");
    return new Response(null, { status: 101, webSocket: client });
  }

  /** Watchers only listen. */
  override webSocketMessage(): void {}

  override webSocketClose(socket: WebSocket, code: number): void {
    socket.close(code === 1005 || code === 1006 ? 1000 : code);
  }

  /** Never throws: after six failed alarms Cloudflare would stop calling. */
  override async alarm(): Promise<void> {
    this.#alarmMs = Infinity;
    await this.#wake();
  }

  #open(): JobStore | undefined {
    if (this.#store === undefined && hasJobStore(this.ctx.storage.sql)) {
      this.#store = openJobStore(this.ctx.storage.sql);
    }
    return this.#store;
  }

  /** Commits one change, tells the watchers, and lets the consequences follow. Undefined for an unknown job. */
  #change<Result>(verb: (job: JobStore) => Result): Result | undefined {
    const job = this.#open();
    if (job === undefined) return undefined;
    const before = job.log.lastId();
    const result = this.ctx.storage.transactionSync(() => verb(job));
    this.#arm(hasFollowUp(job) ? Date.now() + FIRST_RETRY_MS : nextDeadlineMs(job));
    this.#tell(job, before);
    this.ctx.waitUntil(this.#wake());
    return result;
  }

  #tell(job: JobStore, afterId: number): void {
    const sockets = this.ctx.getWebSockets();
    if (sockets.length === 0 || job.log.lastId() === afterId) return;
    send(sockets, job.log.framesAfter(job.record.spec, afterId));
  }

  /** One wake at a time; a change during a wake is followed by another. */
  async #wake(): Promise<void> {
    this.#wakeAgain = true;
    this.#waking ??= this.#wakeUntilQuiet().finally(() => (this.#waking = undefined));
    await this.#waking;
  }

  async #wakeUntilQuiet(): Promise<void> {
    const job = this.#open();
    if (job === undefined) return;
    while (this.#wakeAgain) {
      this.#wakeAgain = false;
      try {
        await this.#followUp(job);
        this.#retries = 0;
        this.#arm(nextDeadlineMs(job));
      } catch (error) {
        log.error("job.wake failed: {error}", { jobId: job.record.spec.jobId, error, retries: this.#retries });
        this.#arm(Date.now() + Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** this.#retries++));
      }
    }
  }

  /** Everything that must happen outside this object, each step safe to repeat. */
  async #followUp(job: JobStore): Promise<void> {
    if (job.record.outcome === undefined) {
      this.ctx.storage.transactionSync(() => expireWork(job, Date.now()));
    }
    if (job.record.outcome === undefined) {
      await sendWork(job, this.env);
      await this.#index(job);
      return;
    }
    if (!job.log.isDone()) await this.#publish(job);
    await indexJob(job, job.log.state(), openDatabase(this.env.DB));
    await deleteSlices(job, this.env.AUDIO);
  }

  /** The transcript is stored and the account's slot free before anyone hears that the job is done. */
  async #publish(job: JobStore): Promise<void> {
    const { jobId, accountId } = job.record.spec;
    const state = finalState(job);
    if (state === undefined) return;
    await storeTranscript(job, this.env.AUDIO);
    await this.env.ACCOUNT.getByName(accountId).settle(jobId, chargeableSeconds(job));
    await this.#index(job, state);
    const before = job.log.lastId();
    this.ctx.storage.transactionSync(() => job.log.append("done", state));
    this.#tell(job, before);
    for (const socket of this.ctx.getWebSockets()) socket.close(1000, "done");
  }

  /** The index may lag: while it is down, jobs still run and finish, and the next wake catches up. */
  async #index(job: JobStore, state = job.log.state()): Promise<void> {
    try {
      await indexJob(job, state, openDatabase(this.env.DB));
    } catch (error) {
      log.warn("job.index failed: {error}", { jobId: job.record.spec.jobId, error });
    }
  }

  /** Not awaited: the alarm is part of the same atomic write as the change that needs it. */
  #arm(atMs: number | null): void {
    if (atMs === null || atMs >= this.#alarmMs) return;
    this.#alarmMs = atMs;
    void this.ctx.storage.setAlarm(atMs);
  }
}

/** A snapshot travels alone, it may be large; runs of tokens share messages. */
function send(sockets: readonly WebSocket[], frames: Iterable<JobFrame>): void {
  let batch: JobFrame[] = [];
  const flush = (): void => {
    if (batch.length === 0) return;
    const message = JSON.stringify(batch);
    for (const socket of sockets) socket.send(message);
    batch = [];
  };
  for (const frame of frames) {
    if (frame.type !== "token" || batch.length === FRAMES_PER_MESSAGE) flush();
    batch.push(frame);
    if (frame.type !== "token") flush();
  }
  flush();
}
