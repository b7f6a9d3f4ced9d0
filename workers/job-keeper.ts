import { getLogger } from "@logtape/logtape";
import { hasFacts } from "../src/jobs/facts.ts";
import { hasFollowUp } from "../src/jobs/has-follow-up.ts";
import { jobDeadlineMs } from "../src/jobs/job-deadline.ts";
import { type JobStore, openJobStore } from "../src/jobs/job-store.ts";
import { advanceJob } from "./advance-job.ts";
import { Arrivals } from "./arrivals.ts";
import { FIRST_RETRY_MS, Waker } from "./waker.ts";
import { toldOf, Watchers } from "./watchers.ts";

const log = getLogger(["voxedge", "job"]);

/** Keeps what one job's object remembers: changes it in transactions, tells those who wait, and sees to what follows. */
export class JobKeeper {
  readonly watchers: Watchers;
  readonly arrivals = new Arrivals();
  readonly #ctx: DurableObjectState;
  readonly #env: () => Env;
  readonly #waker: Waker;
  #store: JobStore | undefined;

  constructor(ctx: DurableObjectState, env: () => Env) {
    this.#ctx = ctx;
    this.#env = env;
    this.watchers = new Watchers(ctx);
    this.#waker = new Waker(ctx.storage, {
      followUp: () => this.#followUp(),
      onError: (error, retries) => log.error("job.wake failed: {error}", { jobId: ctx.id.name, error, retries }),
    });
  }

  /** Undefined for an id that nobody started, and for a job that is being erased. */
  open(): JobStore | undefined {
    const job = this.stored();
    return job?.record.erasure === undefined ? job : undefined;
  }

  /** Whatever is stored, also of a job that is being erased. */
  stored(): JobStore | undefined {
    return this.#store ?? (hasFacts(this.#ctx.storage.sql) ? this.begin() : undefined);
  }

  /** A store, empty where nothing was. */
  begin(): JobStore {
    return (this.#store ??= openJobStore(this.#ctx.storage.sql));
  }

  /** Makes one change of a job that {@link JobKeeper.open} gives; undefined where there is none. */
  change<Result>(verb: (job: JobStore) => Result): Result | undefined {
    const job = this.open();
    return job && this.commit(job, verb);
  }

  /** Commits one change, tells the watchers, and lets the consequences follow. */
  commit<Result>(job: JobStore, verb: (job: JobStore) => Result): Result {
    const before = toldOf(job);
    const result = this.#ctx.storage.transactionSync(() => verb(job));
    this.#waker.arm(hasFollowUp(job) ? Date.now() + FIRST_RETRY_MS : jobDeadlineMs(job));
    this.arrivals.tell();
    this.watchers.tell(job, before);
    this.#ctx.waitUntil(this.#waker.wake());
    return result;
  }

  /** Lets the consequences follow now; resolves when they have, or have to be tried again. */
  async wake(): Promise<void> {
    await this.#waker.wake();
  }

  /** What the object's alarm does. */
  async ring(): Promise<void> {
    await this.#waker.ring();
  }

  /** Everything that must happen outside this object, each step safe to repeat. Gives the next deadline. */
  async #followUp(): Promise<number | null> {
    const job = this.stored();
    if (job === undefined) return null;
    const next = await advanceJob(job, { env: this.#env(), storage: this.#ctx.storage, watchers: this.watchers });
    this.arrivals.tell();
    if (next !== "gone") return next;
    await this.#ctx.storage.deleteAll();
    this.#store = undefined;
    return null;
  }
}
