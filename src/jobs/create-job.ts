import { type AdmissionRefusal, type OverLimit, reservedSeconds } from "../accounts/limits.ts";
import type { Context } from "../context.ts";
import { SpeechFault } from "../contract/faults.ts";
import type { JobOptions, JobSpec, ResultOptions } from "../contract/job.ts";
import { SAMPLE_RATE } from "../contract/units.ts";
import { type JobRow, jobs, uploads } from "../db/schema.ts";
import { insist } from "./insist.ts";
import { type JobView, viewOfRow } from "./job-view.ts";
import { type AudioOrder, locateAudio, type LocatedAudio } from "./locate-audio.ts";
import { readPace } from "./model-pace.ts";
import { retentionMs } from "./retention.ts";

export interface JobRequest {
  /** Of the job to be; created under the same id again, it is the same job. */
  readonly jobId: string;
  readonly audio: AudioOrder;
  readonly options: JobOptions;
  /** Named here, they are echoed in place of what was said at the upload. */
  readonly filename?: string | undefined;
  readonly contentType?: string | undefined;
  /** A hint for the reservation of credit; what counts in the end is measured. */
  readonly declaredSeconds?: number | undefined;
  /** Longest audio, where that is less than any job of the deployment may have. */
  readonly maxSeconds?: number | undefined;
  /** What to do when the account's slots or its day are full. Without credit a job is refused either way. */
  readonly overLimit: OverLimit;
  /** Whether the request is held for the result; see {@link awaitOutcome}. */
  readonly isHeld?: boolean | undefined;
  readonly label?: string | undefined;
  readonly sourceUri?: string | undefined;
  readonly resultOptions?: ResultOptions | undefined;
  readonly pricingMode?: string | undefined;
  readonly sourceChannel?: string | undefined;
}

export type JobRefusal = AdmissionRefusal;

/**
 * Starts a job on a recording, or tells why the account may not. Admitting, indexing and starting name the same job
 * however often each is tried. When it is left halfway, by a crash or because its object does not answer, the account
 * finds out within two minutes whether it runs. Faults: `upload_not_found`, `upload_empty`, `storage_unavailable`, and
 * `audio_too_long` with `seconds` and `maxSeconds`.
 */
export async function createJob(ctx: Context, request: JobRequest): Promise<JobView | JobRefusal> {
  const { env, owner } = ctx;
  const { jobId, options, declaredSeconds, overLimit } = request;
  const maxSeconds = Math.min(Number(env.MAX_DURATION_SECONDS), request.maxSeconds ?? Infinity);
  if (declaredSeconds !== undefined && declaredSeconds > maxSeconds) {
    throw new SpeechFault("audio_too_long", undefined, { context: { seconds: declaredSeconds, maxSeconds } });
  }
  const [audio, pace] = await Promise.all([locateAudio(ctx, request.audio), readPace(ctx, options.model)]);
  const account = env.ACCOUNT.getByName(owner);
  const admission = await account.admit({ jobId, seconds: reservedSeconds(declaredSeconds), overLimit });
  if (!admission.admitted) return admission;

  const spec: JobSpec = {
    jobId,
    accountId: owner,
    source: audio.source,
    ...(audio.fetch && { fetch: audio.fetch }),
    ...(audio.live && { live: audio.live }),
    ...(admission.awaitsSlot && { awaitsSlot: true }),
    ...(request.isHeld === true && { isHeld: true }),
    options,
    maxDurationSamples: Math.floor(maxSeconds * SAMPLE_RATE),
    retentionMs: retentionMs(env),
    createdAtMs: Date.now(),
    pace,
  };
  const row = rowOf(spec, request, audio);
  try {
    await insertRows(ctx, row, audio);
  } catch (error) {
    await account.release(jobId);
    throw error;
  }
  await insist(ctx, "job.start", async () => {
    if (!(await env.JOB.getByName(jobId).start(spec))) throw new Error("the start came too late");
  });
  return viewOfRow(row, null);
}

async function insertRows({ db }: Context, row: JobRow, { upload }: LocatedAudio): Promise<void> {
  const { createdAtMs } = row;
  const insertJob = db.insert(jobs).values(row).onConflictDoUpdate({ target: jobs.id, set: { createdAtMs } });
  if (upload === null) await insertJob;
  else await db.batch([insertJob, db.insert(uploads).values(upload).onConflictDoNothing()]);
}

function rowOf(spec: JobSpec, request: JobRequest, audio: LocatedAudio): JobRow {
  return {
    id: spec.jobId,
    accountId: spec.accountId,
    objectKey: audio.objectKey,
    filename: request.filename ?? audio.filename,
    contentType: request.contentType ?? audio.contentType,
    sizeBytes: audio.source?.sizeBytes ?? 0,
    options: spec.options,
    resultOptions: request.resultOptions ?? null,
    label: request.label ?? null,
    sourceUri: request.sourceUri ?? null,
    sampleRate: null,
    channels: null,
    pricingMode: request.pricingMode ?? null,
    sourceChannel: request.sourceChannel ?? null,
    status: spec.fetch !== undefined || spec.awaitsSlot === true ? "deferred" : "queued",
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
