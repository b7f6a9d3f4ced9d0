import { type Admission, reservedSeconds } from "../accounts/limits.ts";
import type { Context } from "../context.ts";
import { SpeechFault } from "../contract/faults.ts";
import type { AudioSource, JobOptions, JobSpec } from "../contract/job.ts";
import { SAMPLE_RATE } from "../contract/units.ts";
import { type JobRow, jobs } from "../db/schema.ts";
import { admitUpload } from "../uploads/admit-upload.ts";
import { type JobView, viewOfRow } from "./job-view.ts";
import { readPace } from "./model-pace.ts";

const HOUR_MS = 3_600_000;
const START_ATTEMPTS = 3;

export interface JobRequest {
  /** Of the job to be; created under the same id again, it is the same job. */
  readonly jobId: string;
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
 * Starts a job on an uploaded recording, or tells why the account may not. Admitting, indexing and starting name the
 * same job however often each is tried. When it is left halfway, by a crash or because its object does not answer, the
 * account finds out within two minutes whether it runs. Faults: `upload_not_found`, `upload_empty`, `audio_too_long`,
 * `storage_unavailable`.
 */
export async function createJob(ctx: Context, request: JobRequest): Promise<JobView | JobRefusal> {
  const { env, db, owner } = ctx;
  const maxSeconds = Number(env.MAX_DURATION_SECONDS);
  if ((request.declaredSeconds ?? 0) > maxSeconds) throw new SpeechFault("audio_too_long");
  const [{ source, filename }, pace] = await Promise.all([
    admitUpload(ctx, request.objectKey),
    readPace(ctx, request.options.model),
  ]);

  const spec: JobSpec = {
    jobId: request.jobId,
    accountId: owner,
    source,
    options: request.options,
    maxDurationSamples: maxSeconds * SAMPLE_RATE,
    retentionMs: Number(env.RETENTION_HOURS) * HOUR_MS,
    createdAtMs: Date.now(),
    pace,
  };
  const account = env.ACCOUNT.getByName(owner);
  const admission = await account.admit({ jobId: spec.jobId, seconds: reservedSeconds(request.declaredSeconds) });
  if (!admission.admitted) return admission;

  const row = rowOf(spec, request, source, filename);
  try {
    const { createdAtMs } = row;
    await db.insert(jobs).values(row).onConflictDoUpdate({ target: jobs.id, set: { createdAtMs } });
  } catch (error) {
    await account.release(spec.jobId);
    throw error;
  }
  await start(ctx, spec);
  return viewOfRow(row, null);
}

async function start({ env, log }: Context, spec: JobSpec): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      if (await env.JOB.getByName(spec.jobId).start(spec)) return;
      throw new Error("the start came too late");
    } catch (error) {
      log.warn("job.start failed: {error}", { event: "job.start_failed", jobId: spec.jobId, attempt, error });
      if (attempt === START_ATTEMPTS) throw new SpeechFault("storage_unavailable", undefined, { cause: error });
    }
  }
}

function rowOf(spec: JobSpec, request: JobRequest, source: AudioSource, filename: string): JobRow {
  const { options } = spec;
  return {
    id: spec.jobId,
    accountId: spec.accountId,
    objectKey: source.objectKey,
    filename: request.filename ?? filename,
    contentType: request.contentType ?? source.contentType,
    sizeBytes: source.sizeBytes,
    options,
    resultOptions: null,
    label: null,
    sourceUri: null,
    sampleRate: null,
    channels: null,
    pricingMode: request.pricingMode ?? null,
    sourceChannel: request.sourceChannel ?? null,
    status: "queued",
    durationSamples: null,
    detectedLanguage: null,
    languageProbability: null,
    failureCode: null,
    failureDetail: null,
    createdAtMs: spec.createdAtMs,
    startedAtMs: null,
    completedAtMs: null,
    archivedAtMs: null,
  };
}
