import { DurableObject } from "cloudflare:workers";
import { getLogger } from "@logtape/logtape";
import { AccountLedger } from "../src/accounts/account-ledger.ts";
import type { Unstarted } from "../src/accounts/admissions.ts";
import type { AccountLimits, AccountUsage, Admission, OverLimit } from "../src/accounts/limits.ts";
import { type RepeatableRequest, type RequestClaim, RequestLedger } from "../src/accounts/request-ledger.ts";
import { openDatabase } from "../src/db/client.ts";
import { eraseUnstarted } from "../src/jobs/erase-unstarted.ts";
import { Waker } from "./waker.ts";

const log = getLogger(["voxedge", "account"]);

interface AdmissionRequest {
  readonly jobId: string;
  /** Credit to reserve. */
  readonly seconds: number;
  readonly overLimit: OverLimit;
}

/** The single writer of one account's limits, jobs, credit and repeatable requests, addressed by account id. */
export class AccountDO extends DurableObject<Env> {
  readonly #ledger = new AccountLedger(this.ctx.storage.sql);
  readonly #requests = new RequestLedger(this.ctx.storage.sql);
  readonly #waker = new Waker(this.ctx.storage, {
    followUp: () => this.#followUp(),
    onError: (error, retries) =>
      log.error("account.wake failed: {error}", { accountId: this.ctx.id.name, error, retries }),
  });
  /** Equal requests that wait for the answer of the first, by key. */
  readonly #waiting = new Map<string, PromiseWithResolvers<void>>();

  configure(limits: AccountLimits): void {
    this.#change(() => this.#ledger.configure(limits, Date.now()));
  }

  /** Asked again for the same job, it takes nothing more. */
  async admit({ jobId, seconds, overLimit }: AdmissionRequest): Promise<Admission> {
    return this.#change(() => this.#ledger.admit(jobId, seconds, overLimit, Date.now()));
  }

  /** Undoes an admission whose job was not started. */
  release(jobId: string): void {
    this.#change(() => this.#ledger.release(jobId, Date.now()));
  }

  /** `measuredSeconds` null means that the job is free of charge. */
  settle(jobId: string, measuredSeconds: number | null): void {
    this.#change(() => this.#ledger.settle(jobId, measuredSeconds, Date.now()));
  }

  /** The job is erased, and was made in vain. */
  takeBack(jobId: string): void {
    this.#change(() => this.#ledger.takeBack(jobId, Date.now()));
  }

  addCredit(seconds: number): void {
    this.#ledger.addCredit(seconds);
  }

  usage(): { limits: AccountLimits; usage: AccountUsage } | null {
    return this.#ledger.standing(Date.now());
  }

  /** Claims a repeatable request; while an equal one is at work, its answer is waited for. */
  async claimRequest(request: RepeatableRequest): Promise<Exclude<RequestClaim, { outcome: "pending" }>> {
    for (;;) {
      const claim = this.#requests.claim(request, Date.now());
      if (claim.outcome !== "pending") return claim;
      const settled = this.#waiting.get(request.key) ?? Promise.withResolvers<void>();
      this.#waiting.set(request.key, settled);
      const over = new AbortController();
      const leaseEnd = scheduler.wait(claim.leaseEndsMs - Date.now(), { signal: over.signal });
      await Promise.race([settled.promise, leaseEnd]);
      over.abort();
    }
  }

  answerRequest(request: RepeatableRequest, answer: string, untilMs: number): void {
    this.#requests.answer(request, answer, untilMs);
    this.#wake(request.key);
  }

  releaseRequest(request: RepeatableRequest): void {
    this.#requests.release(request);
    this.#wake(request.key);
  }

  expireRequest(request: RepeatableRequest): void {
    this.#requests.expire(request);
    this.#wake(request.key);
  }

  override async alarm(): Promise<void> {
    await this.#waker.ring();
  }

  /** Makes one change and lets the consequences follow. */
  #change<Result>(change: () => Result): Result {
    const result = this.ctx.storage.transactionSync(change);
    this.#waker.arm(this.#ledger.nextLookMs(Date.now()));
    if (this.#ledger.called().length > 0) this.ctx.waitUntil(this.#waker.wake());
    return result;
  }

  /** Tells jobs that their turn has come, and asks after those of which nothing was heard. Gives the next deadline. */
  async #followUp(): Promise<number | null> {
    this.ctx.storage.transactionSync(() => this.#ledger.callWaiting(Date.now()));
    const errands = [
      ...this.#ledger.called().map((jobId) => this.#call(jobId)),
      ...this.#ledger.overdue(Date.now()).map((admission) => this.#reconcile(admission)),
    ];
    const failed = (await Promise.allSettled(errands)).find((errand) => errand.status === "rejected");
    if (failed !== undefined) throw failed.reason;
    return this.#ledger.nextLookMs(Date.now());
  }

  /** A job that was not started yet is told again. */
  async #call(jobId: string): Promise<void> {
    if (await this.env.JOB.getByName(jobId).proceed()) this.#ledger.confirmCall(jobId);
  }

  async #reconcile({ jobId, admittedAtMs }: Unstarted): Promise<void> {
    if (await this.env.JOB.getByName(jobId).isStarted()) {
      this.#ledger.markStarted(jobId);
    } else if (this.#change(() => this.#ledger.release(jobId, Date.now(), admittedAtMs))) {
      await eraseUnstarted(openDatabase(this.env.DB), { jobId, createdAtMs: admittedAtMs });
    }
  }

  #wake(key: string): void {
    this.#waiting.get(key)?.resolve();
    this.#waiting.delete(key);
  }
}
