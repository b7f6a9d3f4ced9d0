import { type JobSnapshot, isTerminal, type Transcript } from "../contract/job.ts";
import type { JobRow } from "../db/schema.ts";

/** A job as surfaces present it: what was asked for, and how it stands. */
export interface JobView {
  readonly row: JobRow;
  readonly snapshot: JobSnapshot;
}

/** How a job stands by the index alone, with its stored transcript where that was loaded. */
export function viewOfRow(row: JobRow, transcript: Transcript | null): JobView {
  const measuredSamples = row.durationSamples ?? 0;
  return {
    row,
    snapshot: {
      jobId: row.id,
      accountId: row.accountId,
      status: row.status,
      text: transcript?.text ?? "",
      segments: transcript?.segments ?? [],
      durationSamples: row.durationSamples,
      doneSamples: row.status === "complete" ? measuredSamples : 0,
      plannedSamples: measuredSamples,
      detectedLanguage: row.detectedLanguage,
      languageProbability: row.languageProbability,
      rawText: transcript?.rawText ?? null,
      remainingMs: isTerminal(row.status) ? 0 : null,
      averageMs: null,
      failure: row.failureCode === null ? null : { code: row.failureCode, detail: row.failureDetail ?? "" },
      createdAtMs: row.createdAtMs,
      startedAtMs: row.startedAtMs,
      completedAtMs: row.completedAtMs,
    },
  };
}
