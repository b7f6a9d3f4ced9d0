import { eq } from "drizzle-orm";
import { type Admission, reservedSeconds } from "../accounts/limits.ts";
import type { Context } from "../context.ts";
import { SpeechFault } from "../contract/faults.ts";
import { newId } from "../contract/ids.ts";
import type { JobOptions, JobSpec } from "../contract/job.ts";
import { SAMPLE_RATE } from "../contract/units.ts";
import { type JobRow, jobs } from "../db/schema.ts";
import { admitUpload } from "../uploads/admit-upload.ts";
import { type JobView, viewOfRow } from "./job-view.ts";

const HOUR_MS = 3_600_000;
const START_ATTEMPTS = 3;

export interface JobRequest {
  readonly objectKey: string;
  readonly options: JobOptions;
  /** Named here, they are echoed in place of what was said at the upload. */
  readonly filename?: string | undefined;
  readonly contentType?: string | undefined;
  /** A hint for the reservation of credit; what counts in the end is measured. */
  readonly declaredSeconds?: number | undefined;
  readonly pricingMode?: string | undefined;
  readonly sourceChannel?: string | undefined;
}

export type JobRefusal = Extract<Admission, { admitted: false }>;

/**
 * Starts a job on an uploaded recording, or tells why the account may not. The id is minted once, so that admitting,
 * indexing and starting name the same job however often one of them is tried. Faults: `upload_not_found`,
 * `upload_empty`, `audio_too_long`, `storage_unavailable`.
 */
export async function createJob(ctx: Context, request: JobRequest): Promise<JobView | JobRefusal> {
  const { env, db, owner } = ctx;
  const maxSeconds = Number(env.MAX_DURATION_SECONDS);
  if ((request.declaredSeconds ?? 0) > maxSeconds) throw new SpeechFault("audio_too_long");
  const { source, filename } = await admitUpload(ctx, request.objectKey);

  const spec: JobSpec = {
    jobId: newId(),
    accountId: owner,
    source,
    options: request.options,
    maxDurationSamples: maxSeconds * SAMPLE_RATE,
    retentionMs: Number(env.RETENTION_HOURS) * HOUR_MS,
    createdAtMs: Date.now(),
  };
  const account = env.ACCOUNT.getByName(owner);
  const admission = await account.admit({ jobId: spec.jobId, seconds: reservedSeconds(request.declaredSeconds) });
  if (!admission.admitted) return admission;

  try {
    const [row] = await db
      .insert(jobs)
      .values(rowOf(spec, request, filename))
      .returning();
    if (row === undefined) throw new SpeechFault("storage_unavailable");
    await start(ctx, spec);
    return viewOfRow(row, null);
  } catch (error) {
    await db
      .delete(jobs)
      .where(eq(jobs.id, spec.jobId))
      .catch(() => undefined);
    await account.settle(spec.jobId, null);
    throw error;
  }
}

async function start({ env, log }: Context, spec: JobSpec): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await env.JOB.getByName(spec.jobId).start(spec);
    } catch (error) {
      log.warn("job.start failed: {error}", { event: "job.start_failed", jobId: spec.jobId, attempt, error });
      if (attempt === START_ATTEMPTS) throw new SpeechFault("storage_unavailable", undefined, { cause: error });
    }
  }
}

function rowOf(spec: JobSpec, request: JobRequest, filename: string): JobRow {
  const { source, options } = spec;
  return {
    id: spec.jobId,
    accountId: spec.accountId,
    objectKey: source.objectKey,
    filename: request.filename ?? filename,
    contentType: request.contentType ?? source.contentType,
    sizeBytes: source.sizeBytes,
    options,
    pricingMode: request.pricingMode ?? null,
    sourceChannel: request.sourceChannel ?? null,
    status: "queued",
    durationSamples: null,
    detectedLanguage: null,
    failureCode: null,
    failureDetail: null,
    createdAtMs: spec.createdAtMs,
    startedAtMs: null,
    completedAtMs: null,
  };
}
