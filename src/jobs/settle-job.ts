import { samplesToSeconds } from "../contract/units.ts";
import type { JobStore } from "./job-store.ts";

/**
 * What the account is charged for: the measured length of a complete job, of a cancelled one what was recognized. Null
 * when it is nothing.
 */
export function chargeableSeconds({ record, ledger }: JobStore): number | null {
  if (record.outcome?.status === "cancelled") return samplesToSeconds(ledger.recognizedSamples()) || null;
  if (record.outcome?.status !== "complete" || record.totalSamples === undefined) return null;
  return samplesToSeconds(record.totalSamples);
}

/** Has the account free the slot of a job that is over, and charge it. Again, nothing more is charged. */
export async function settleJob(job: JobStore, { ACCOUNT }: Pick<Env, "ACCOUNT">): Promise<void> {
  const { jobId, accountId } = job.record.spec;
  await ACCOUNT.getByName(accountId).settle(jobId, chargeableSeconds(job));
}
