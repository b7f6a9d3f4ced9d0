import { DurableObject } from "cloudflare:workers";
import { AccountLedger } from "../src/accounts/account-ledger.ts";
import type { AccountLimits, AccountUsage, Admission } from "../src/accounts/limits.ts";

/** The single writer of one account's limits, jobs and credit, addressed by account id. */
export class AccountDO extends DurableObject<Env> {
  readonly #ledger = new AccountLedger(this.ctx.storage.sql);

  configure(limits: AccountLimits): void {
    this.#ledger.configure(limits);
  }

  admit({ jobId, seconds }: { jobId: string; seconds: number }): Admission {
    return this.#ledger.admit(jobId, seconds, Date.now());
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
}
