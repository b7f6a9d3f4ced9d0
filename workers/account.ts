import { DurableObject } from "cloudflare:workers";
import { getLogger } from "@logtape/logtape";
import { AccountLedger } from "../src/accounts/account-ledger.ts";
import type { AccountLimits, AccountUsage, Admission } from "../src/accounts/limits.ts";
import { type RepeatableRequest, type RequestClaim, RequestLedger } from "../src/accounts/request-ledger.ts";
import { openDatabase } from "../src/db/client.ts";
import { forgetUnstarted } from "../src/jobs/forget-unstarted.ts";

/** The pause before overdue admissions are looked at again when their jobs cannot be asked. */
const RETRY_MS = 60_000;

const log = getLogger(["voxedge", "account"]);

/** The single writer of one account's limits, jobs, credit and repeatable requests, addressed by account id. */
export class AccountDO extends DurableObject<Env> {
  readonly #ledger = new AccountLedger(this.ctx.storage.sql);
  readonly #requests = new RequestLedger(this.ctx.storage.sql);
  /** Equal requests that wait for the answer of the first, by key. */
  readonly #waiting = new Map<string, PromiseWithResolvers<void>>();

  configure(limits: AccountLimits): void {
    this.#ledger.configure(limits);
  }

  async admit({ jobId, seconds }: { jobId: string; seconds: number }): Promise<Admission> {
    const admission = this.#ledger.admit(jobId, seconds, Date.now());
    if (admission.admitted && (await this.ctx.storage.getAlarm()) === null) await this.#armAlarm();
    return admission;
  }

  /** Undoes an admission whose job was not started. */
  release(jobId: string): void {
    this.#ledger.release(jobId);
  }

  /** `measuredSeconds` null means that the job failed or was cancelled, and is free. */
  settle(jobId: string, measuredSeconds: number | null): void {
    this.#ledger.settle(jobId, measuredSeconds);
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

  /** Asks after jobs that were admitted and of which nothing was heard. Never throws: Cloudflare would stop calling. */
  override async alarm(): Promise<void> {
    try {
      for (const { jobId, admittedAtMs } of this.#ledger.overdue(Date.now())) {
        if (await this.env.JOB.getByName(jobId).isStarted()) this.#ledger.markStarted(jobId);
        else if (this.#ledger.release(jobId, admittedAtMs)) {
          await forgetUnstarted(openDatabase(this.env.DB), { jobId, createdAtMs: admittedAtMs });
        }
      }
      await this.#armAlarm();
    } catch (error) {
      log.error("account.reconcile failed: {error}", { accountId: this.ctx.id.name, error });
      await this.ctx.storage.setAlarm(Date.now() + RETRY_MS);
    }
  }

  async #armAlarm(): Promise<void> {
    const atMs = this.#ledger.nextOverdueMs();
    if (atMs !== null) await this.ctx.storage.setAlarm(atMs);
  }

  #wake(key: string): void {
    this.#waiting.get(key)?.resolve();
    this.#waiting.delete(key);
  }
}
