import { z } from "zod";
import type { Account } from "../../accounts/get-account.ts";
import type { AccountLimits } from "../../accounts/limits.ts";
import type { NodeRow } from "../../accounts/list-nodes.ts";
import { plainText } from "../../http/plain-text.ts";
import { isoTime, isoTimeOrNull } from "../iso-time.ts";

/** The words of the administration surface. */

const Limit = z.int().nonnegative();

export const CreateAccountRequest = z.strictObject({
  name: plainText(200),
  /** A limit left out is unlimited. */
  limits: z
    .strictObject({
      concurrent_jobs: Limit.optional(),
      daily_jobs: Limit.optional(),
      credit_seconds: Limit.optional(),
    })
    .default({}),
});

export const AddCreditRequest = z.strictObject({ seconds: z.int().positive().max(1_000_000_000) });

export const RegisterNodeRequest = z.strictObject({ name: plainText(200) });

export function acceptLimits(limits: z.infer<typeof CreateAccountRequest>["limits"]): AccountLimits {
  return {
    concurrentJobs: limits.concurrent_jobs ?? null,
    dailyJobs: limits.daily_jobs ?? null,
    creditSeconds: limits.credit_seconds ?? null,
  };
}

/** Unlimited is left out, as in the request. */
export function presentLimits({ concurrentJobs, dailyJobs, creditSeconds }: AccountLimits) {
  return {
    ...(concurrentJobs === null ? {} : { concurrent_jobs: concurrentJobs }),
    ...(dailyJobs === null ? {} : { daily_jobs: dailyJobs }),
    ...(creditSeconds === null ? {} : { credit_seconds: creditSeconds }),
  };
}

export function presentAccount({ id, name, limits, usage }: Account) {
  return {
    id,
    name,
    limits: presentLimits(limits),
    usage: {
      jobs_today: usage.jobsToday,
      active_jobs: usage.activeJobs,
      seconds_used: usage.secondsUsed,
      /** Null is unlimited. */
      credit_seconds_left: usage.creditSecondsLeft,
    },
  };
}

export function presentNode(node: NodeRow) {
  return {
    id: node.id,
    name: node.name,
    models: node.models,
    device: node.device,
    chunks_in_flight: node.chunksInFlight,
    created_at: isoTime(node.createdAtMs),
    last_seen_at: isoTimeOrNull(node.lastSeenAtMs),
  };
}
