import { getLogger } from "@logtape/logtape";
import { openDatabase } from "../src/db/client.ts";
import { expireAudio } from "../src/jobs/live/end-audio.ts";
import { eraseRecording } from "../src/jobs/erase-recording.ts";
import { announcementDueMs } from "../src/jobs/announcement-due.ts";
import { forgetJob } from "../src/jobs/forget-job.ts";
import { retentionEndMs } from "../src/jobs/retention.ts";
import type { JobState } from "../src/jobs/event-log.ts";
import { jobDeadlineMs } from "../src/jobs/job-deadline.ts";
import { awaitsJoin, joinParts } from "../src/jobs/live/join-parts.ts";
import type { JobStore } from "../src/jobs/job-store.ts";
import { expireWork } from "../src/jobs/lose-work.ts";
import { deleteSlices, finalState, indexJob, storeTranscript } from "../src/jobs/publish-outcome.ts";
import { sendWork } from "../src/jobs/send-work.ts";
import { settleJob } from "../src/jobs/settle-job.ts";
import { announceJob } from "./announce.ts";
import { toldOf, type Watchers } from "./watchers.ts";

/** Where a job's consequences go. */
export interface JobSurroundings {
  readonly env: Env;
  readonly storage: DurableObjectStorage;
  readonly watchers: Watchers;
}

const log = getLogger(["voxedge", "job"]);

/**
 * Does what follows from how a job stands: sends its work, once it is over publishes that, and deletes it when that is
 * due. Safe to repeat. Gives when there is more to do, null when there is not, `gone` when nothing is left of the job.
 */
export async function advanceJob(job: JobStore, surroundings: JobSurroundings): Promise<number | "gone" | null> {
  const { env } = surroundings;
  const { erasure } = job.record;
  if (erasure !== undefined) {
    await eraseRecording(job, erasure, env);
    return "gone";
  }
  await advance(job, surroundings);
  if (job.record.outcome !== undefined && awaitsJoin(job)) return Date.now();
  const announceAtMs = announcementDueMs(job);
  if (announceAtMs !== null) return announceAtMs;
  const forgetAtMs = retentionEndMs(job);
  if (forgetAtMs === null || forgetAtMs > Date.now()) return forgetAtMs ?? jobDeadlineMs(job);
  await forgetJob(job, env);
  return "gone";
}

async function advance(job: JobStore, surroundings: JobSurroundings): Promise<void> {
  const { env, storage } = surroundings;
  const { record } = job;
  if (record.outcome === undefined) {
    storage.transactionSync(() => {
      expireWork(job, Date.now());
      expireAudio(job, Date.now());
    });
  }
  if (record.outcome === undefined) {
    await sendWork(job, env);
    await tryIndex(job, job.log.state(), env);
    return;
  }
  if (!job.log.isDone()) await publish(job, surroundings);
  await indexJob(job, job.log.state(), openDatabase(env.DB));
  await joinParts(job, env.AUDIO);
  if (!awaitsJoin(job)) await deleteSlices(job, env.AUDIO);
  if ((announcementDueMs(job) ?? Infinity) > Date.now()) return;
  await announceJob(env, record.spec.jobId);
  record.markAnnounced();
}

/** The transcript is stored and the account's slot free before anyone hears that the job is done. */
async function publish(job: JobStore, { env, storage, watchers }: JobSurroundings): Promise<void> {
  const state = finalState(job);
  if (state === undefined) return;
  await storeTranscript(job, state, env.AUDIO);
  await settleJob(job, env);
  await tryIndex(job, state, env);
  const before = toldOf(job);
  storage.transactionSync(() => {
    // An erasure may have ended the job in the meantime.
    if (!job.log.isDone()) job.log.append("done", state);
  });
  watchers.tell(job, before);
}

/** The index may lag: while it is down, jobs still run and finish, and the next wake catches up. */
async function tryIndex(job: JobStore, state: JobState, { DB }: Env): Promise<void> {
  try {
    await indexJob(job, state, openDatabase(DB));
  } catch (error) {
    log.warn("job.index failed: {error}", { jobId: job.record.spec.jobId, error });
  }
}
