import { env } from "cloudflare:workers";
import { test } from "vitest";
import { newId } from "../../contract/ids.ts";
import type { JobSnapshot } from "../../contract/job.ts";
import { createJob } from "../../jobs/create-job.ts";
import { cancelJob } from "../../jobs/cancel-job.ts";
import { eraseJob } from "../../jobs/erase-job.ts";
import { mintTenant, type Tenant } from "../../testing/factories.ts";
import { until } from "../../testing/until.ts";
import { type FetchLimits, fetchAudio } from "./fetch-audio.ts";
import { uploadKey } from "../object-keys.ts";

const LIMITS: FetchLimits = { maxBytes: 1000, totalMs: 60_000, idleMs: 60_000, beatMs: 20 };

/** A host that is slower than any test: what the queue's own consumer is kept busy with. */
const SLOW = "https://public.test/?after=60000";
/** So is this one, yet it sends a few bytes again and again. */
const DRIPPING = "https://public.test/?size=1&times=900&every=50";

/** A job of the tenant whose audio is to be fetched from a URI; the queue hands it to the Worker's consumer at once. */
async function mintFetch({ ctx }: Tenant, uri: string) {
  const jobId = newId();
  const order = { uri, objectKey: uploadKey(ctx.owner, newId()), contentType: null };
  const options = { model: "gemma4-e2b-asr", language: "auto", promptPreset: "default" } as const;
  const audio = { fetch: order, filename: "a.wav" };
  const created = await createJob(ctx, { jobId, audio, options, overLimit: "refuse" });
  if ("admitted" in created) throw new Error(`an unlimited tenant was refused: ${created.code}`);
  return { jobId, order };
}

async function snapshotOf(jobId: string): Promise<JobSnapshot | null> {
  return await env.JOB.getByName(jobId).snapshot();
}

/** The job as soon as it stands so. */
async function whenIn(jobId: string, status: JobSnapshot["status"]): Promise<JobSnapshot> {
  return until(async () => {
    const snapshot = await snapshotOf(jobId);
    return snapshot?.status === status ? snapshot : undefined;
  });
}

/** Waits until something of the audio has arrived. */
async function whenArriving(jobId: string): Promise<void> {
  await until(async () => (await env.JOB.getByName(jobId).progress())?.transfer?.receivedBytes || undefined);
}

function messageOf({ jobId, order }: Awaited<ReturnType<typeof mintFetch>>, uri: string) {
  return { jobId, epoch: 1, order: { ...order, uri } };
}

test("the queue's consumer brings the audio of a job, which goes on with it", async ({ expect }) => {
  const tenant = await mintTenant();
  const { jobId, order } = await mintFetch(tenant, "https://public.test/?body=a+recording");
  expect(await whenIn(jobId, "queued")).toMatchObject({ failure: null });
  const source = await env.JOB.getByName(jobId).source();
  expect(source).toMatchObject({ objectKey: order.objectKey, sizeBytes: 11, contentType: "audio/wav" });
  expect((await env.AUDIO.head(order.objectKey))?.etag).toBe(source?.etag);
});

test("the same message again changes nothing", async ({ expect }) => {
  const tenant = await mintTenant();
  const fetching = await mintFetch(tenant, "https://public.test/?body=a+recording");
  await whenIn(fetching.jobId, "queued");
  const before = await env.JOB.getByName(fetching.jobId).source();
  const message = messageOf(fetching, "https://public.test/?body=another");
  for (const attempt of [1, 2]) await fetchAudio(tenant.ctx, message, { epoch: 1, attempt, holder: newId() }, LIMITS);
  expect(await env.JOB.getByName(fetching.jobId).source()).toEqual(before);
  expect((await env.AUDIO.head(fetching.order.objectKey))?.etag).toBe(before?.etag);
  expect(await snapshotOf(fetching.jobId)).toMatchObject({ status: "queued", failure: null });
});

test.for([
  ["https://public.test/?status=404", "uri_refused", /404/],
  ["https://public.test/?body=%3Chtml%3E", "uri_refused", /web page/],
  ["https://public.test/?size=0", "upload_empty", /empty/],
  ["https://private.test/", "uri_invalid", /not public/],
  ["https://public.test/?status=302&location=http%3A%2F%2F127.0.0.1", "uri_invalid", /redirects/],
] as const)("a job whose audio cannot be had fails for good: %s", async ([uri, code, detail], { expect }) => {
  const { jobId } = await mintFetch(await mintTenant(), uri);
  expect(await whenIn(jobId, "failed")).toMatchObject({ failure: { code, detail: expect.stringMatching(detail) } });
});

test("a file over the limit fails the job", async ({ expect }) => {
  const tenant = await mintTenant();
  const fetching = await mintFetch(tenant, SLOW);
  const fence = { epoch: 1, attempt: 2, holder: newId() };
  await fetchAudio(tenant.ctx, messageOf(fetching, "https://public.test/?size=400&times=9"), fence, LIMITS);
  expect(await whenIn(fetching.jobId, "failed")).toMatchObject({ failure: { code: "upload_too_large" } });
});

test("a job that was cancelled has its fetch end long before the file does", async ({ expect }) => {
  const tenant = await mintTenant();
  const fetching = await mintFetch(tenant, SLOW);
  const message = messageOf(fetching, DRIPPING);
  const fetched = fetchAudio(tenant.ctx, message, { epoch: 1, attempt: 2, holder: newId() }, LIMITS);
  await whenArriving(fetching.jobId);
  await cancelJob(tenant.ctx, fetching.jobId);
  await fetched;
  expect(await env.AUDIO.head(fetching.order.objectKey)).toBeNull();
  expect(await snapshotOf(fetching.jobId)).toMatchObject({ status: "cancelled" });
});

test.for([
  ["cancelled", cancelJob],
  ["erased", eraseJob],
] as const)("audio that arrives after its job was %s is not kept", async ([, end], { expect }) => {
  const tenant = await mintTenant();
  const fetching = await mintFetch(tenant, SLOW);
  const message = messageOf(fetching, "https://public.test/?size=10&times=4&every=50");
  const fence = { epoch: 1, attempt: 2, holder: newId() };
  const fetched = fetchAudio(tenant.ctx, message, fence, { ...LIMITS, beatMs: 60_000 });
  await scheduler.wait(50);
  await end(tenant.ctx, fetching.jobId);
  await fetched;
  expect(await env.AUDIO.head(fetching.order.objectKey)).toBeNull();
});

test("of two deliveries the newer one counts, and the older one ends without a word", async ({ expect }) => {
  const tenant = await mintTenant();
  const fetching = await mintFetch(tenant, SLOW);
  const slow = messageOf(fetching, DRIPPING);
  const older = fetchAudio(tenant.ctx, slow, { epoch: 1, attempt: 2, holder: newId() }, LIMITS);
  await whenArriving(fetching.jobId);
  const newer = messageOf(fetching, "https://public.test/?body=newer");
  await fetchAudio(tenant.ctx, newer, { epoch: 1, attempt: 3, holder: newId() }, LIMITS);
  await older;
  expect(await env.JOB.getByName(fetching.jobId).source()).toMatchObject({ sizeBytes: 5 });
  expect(await snapshotOf(fetching.jobId)).toMatchObject({ status: "queued", failure: null });
});

test("a job that nobody knows is not fetched for", async ({ expect }) => {
  const { ctx } = await mintTenant();
  const order = { uri: "https://public.test/?size=1", objectKey: uploadKey(ctx.owner, newId()), contentType: null };
  await fetchAudio(ctx, { jobId: newId(), epoch: 1, order }, { epoch: 1, attempt: 1 }, LIMITS);
  expect(await env.AUDIO.head(order.objectKey)).toBeNull();
});
