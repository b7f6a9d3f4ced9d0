import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { test, vi } from "vitest";
import { NODE_PATHS } from "../src/contract/node-api.ts";
import { getJob } from "../src/jobs/get-job.ts";
import { storePart } from "../src/jobs/live/store-part.ts";
import { mintLiveJob } from "../src/testing/live-job.ts";
import { mintNode, mintTenant, send } from "../src/testing/factories.ts";
import { FENCE, SECOND, watch } from "../src/testing/running-job.ts";
import { openJobStore } from "../src/jobs/job-store.ts";
import { partKey } from "../src/uploads/object-keys.ts";
import type { JobDO } from "./job.ts";

const MEDIA = { channels: 1, sampleRate: SECOND };

function bytes(length: number, value = 1): Uint8Array {
  return new Uint8Array(length).fill(value);
}

async function getPart(key: string, jobId: string, index: number): Promise<Response> {
  return send(NODE_PATHS.part(jobId, index), { key });
}

/** Ends the job with nothing said in a second of audio. */
async function finish(stub: DurableObjectStub<JobDO>): Promise<void> {
  const spans = [{ index: 0, channel: 0, startSample: 0, endSample: SECOND, speech: false }];
  await stub.appendPlan({ fence: FENCE, spans, media: MEDIA, totalSamples: SECOND });
}

test("a live job is split from its start, part by part", async ({ expect }) => {
  const { ctx, jobId, stub } = await mintLiveJob();
  const { key } = await mintNode();
  expect((await getJob(ctx, jobId)).snapshot.status).toBe("queued");
  await runInDurableObject(stub, (_, state) => {
    const lease = openJobStore(state.storage.sql).ledger.lease(-1);
    expect(lease?.state).toMatch(/sent/);
  });

  await storePart(ctx, { jobId, index: 0, bytes: bytes(10) });
  const first = await getPart(key, jobId, 0);
  expect(first.status).toBe(200);
  expect(await first.bytes()).toEqual(bytes(10));
});

test("a part that is still to come is held back until it is there", async ({ expect }) => {
  const { ctx, jobId } = await mintLiveJob();
  const { key } = await mintNode();
  const awaited = getPart(key, jobId, 0);
  await scheduler.wait(30);
  await storePart(ctx, { jobId, index: 0, bytes: bytes(3) });
  expect(await (await awaited).bytes()).toEqual(bytes(3));
});

test("after the last part comes the end, also for whoever waits for more", async ({ expect }) => {
  const { ctx, jobId, stub } = await mintLiveJob();
  const { key } = await mintNode();
  await storePart(ctx, { jobId, index: 0, bytes: bytes(3) });
  const awaited = getPart(key, jobId, 1);
  await scheduler.wait(30);
  await stub.endAudio();
  await stub.endAudio();
  expect((await awaited).status).toBe(204);
  expect((await getPart(key, jobId, 0)).status).toBe(200);
});

test("a part told twice is there once, and one after the end not at all", async ({ expect }) => {
  const { ctx, jobId, stub } = await mintLiveJob();
  for (let time = 0; time < 2; time += 1) {
    expect(await storePart(ctx, { jobId, index: 0, bytes: bytes(5) })).toBe("accepted");
  }
  await stub.endAudio();
  expect(await storePart(ctx, { jobId, index: 1, bytes: bytes(5) })).toBe("over");
  expect(await env.AUDIO.head(partKey(jobId, 1))).toBeNull();
  await runInDurableObject(stub, (_, state) => {
    expect(openJobStore(state.storage.sql).parts.totals()).toEqual({ count: 1, sizeBytes: 5 });
  });
});

test("a part that leaves a gap is refused", async ({ expect }) => {
  const { stub } = await mintLiveJob();
  await runInDurableObject(stub, async (job) => {
    await expect(job.appendPart(1, 5)).rejects.toThrow("came before");
  });
});

test("more bytes than the longest audio can have end the job", async ({ expect }) => {
  const { stub } = await mintLiveJob();
  expect(await stub.appendPart(0, Number(env.MAX_DURATION_SECONDS) * 384_000 + 1)).toBe("over");
  await vi.waitFor(async () => expect((await stub.snapshot())?.failure?.code).toBe("audio_too_long"));
});

test("a speaker who falls silent has ended", async ({ expect, onTestFinished }) => {
  const { ctx, jobId, stub } = await mintLiveJob();
  const { key } = await mintNode();
  await storePart(ctx, { jobId, index: 0, bytes: bytes(5) });
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 61_000 });
  onTestFinished(() => void vi.useRealTimers());
  await runDurableObjectAlarm(stub);
  expect((await getPart(key, jobId, 1)).status).toBe(204);
});

test("a speaker who goes on for as long as audio may be is heard up to there", async ({ expect, onTestFinished }) => {
  const { ctx, jobId, stub } = await mintLiveJob();
  const { key } = await mintNode();
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + Number(env.MAX_DURATION_SECONDS) * 1000 });
  onTestFinished(() => void vi.useRealTimers());
  await storePart(ctx, { jobId, index: 0, bytes: bytes(5) });
  await runDurableObjectAlarm(stub);
  expect((await getPart(key, jobId, 1)).status).toBe(204);
});

test("when the job is over, its parts have become one recording", async ({ expect }) => {
  const { ctx, jobId, stub, objectKey } = await mintLiveJob();
  const { key } = await mintNode();
  for (let index = 0; index < 3; index += 1) await storePart(ctx, { jobId, index, bytes: bytes(4, index) });
  await stub.endAudio();
  await finish(stub);
  await vi.waitFor(async () => expect(await env.AUDIO.head(partKey(jobId, 0))).toBeNull());
  const stored = await (await env.AUDIO.get(objectKey))?.bytes();
  expect(stored).toEqual(new Uint8Array([0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2]));
  expect(await stub.source()).toMatchObject({ objectKey, sizeBytes: 12, contentType: "audio/wav" });
  const { row, snapshot } = await getJob(ctx, jobId);
  expect([row.sizeBytes, snapshot.status]).toEqual([12, "complete"]);
  expect((await getPart(key, jobId, 0)).status).toBe(404);
});

test("parts of more than one piece are joined in order, to the byte", async ({ expect }) => {
  const { ctx, jobId, stub, objectKey } = await mintLiveJob();
  const sizes = [5_000_000, 3_600_000, 123];
  for (const [index, size] of sizes.entries()) await storePart(ctx, { jobId, index, bytes: bytes(size, index + 1) });
  await stub.endAudio();
  await finish(stub);
  await vi.waitFor(async () => expect(await stub.source()).not.toBeNull(), { timeout: 4000 });
  const stored = (await (await env.AUDIO.get(objectKey))?.bytes()) ?? new Uint8Array();
  let start = 0;
  for (const [index, size] of sizes.entries()) {
    const part = stored.subarray(start, start + size);
    expect([part.length, part[0], part.at(-1)]).toEqual([size, index + 1, index + 1]);
    start += size;
  }
  expect(stored.length).toBe(start);
});

test("a job without audio leaves none behind", async ({ expect }) => {
  const { stub, objectKey } = await mintLiveJob();
  await stub.endAudio();
  await stub.failPlan({ fence: FENCE, failure: { code: "audio_unreadable", detail: "the file is empty" } });
  await vi.waitFor(async () => expect((await stub.snapshot())?.status).toBe("failed"));
  expect(await env.AUDIO.head(objectKey)).toBeNull();
});

test("an erased live job leaves neither parts nor recording", async ({ expect }) => {
  const { ctx, jobId, stub, objectKey } = await mintLiveJob();
  await storePart(ctx, { jobId, index: 0, bytes: bytes(4) });
  expect(await stub.erase({ jobId, accountId: ctx.owner, objectKey })).toBe(true);
  expect(await env.AUDIO.head(partKey(jobId, 0))).toBeNull();
  expect(await storePart(ctx, { jobId, index: 1, bytes: bytes(4) })).toBe("over");
});

test("watchers of live audio are told how far it has been told, those of a recording are not", async ({ expect }) => {
  const { stub } = await mintLiveJob();
  const watcher = await watch(stub);
  const spans = [
    { index: 0, channel: 0, startSample: 0, endSample: SECOND, speech: true },
    { index: 1, channel: 0, startSample: SECOND, endSample: 2 * SECOND, speech: false },
  ];
  await stub.appendPlan({ fence: FENCE, media: MEDIA, spans });
  const told = () => watcher.frames.flatMap((frame) => (frame.type === "told" ? [frame.throughSample] : []));
  await scheduler.wait(20);
  expect(told()).toEqual([]);
  const tokens = [{ text: "hello", startSample: 0, endSample: 9000 }];
  await stub.append(0, { fence: FENCE, seq: 0, tokens, final: { language: "en", computeMs: 1 } });
  await vi.waitFor(() => expect(told()).toEqual([2 * SECOND]));
  const late = await watch(stub);
  await vi.waitFor(() => expect(late.frames.at(-1)).toEqual({ type: "told", id: null, throughSample: 2 * SECOND }));
  watcher.close();
  late.close();
});

test("a live job is refused, not deferred, when the account has no slot", async ({ expect }) => {
  const tenant = await mintTenant({ concurrentJobs: 1 });
  await mintLiveJob(tenant);
  await expect(mintLiveJob(tenant)).rejects.toThrow("concurrency_reached");
});
