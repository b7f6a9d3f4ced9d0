import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, test } from "vitest";
import { newId } from "../src/contract/ids.ts";
import { webhookEvents } from "../src/db/schema.ts";
import { archiveJob } from "../src/jobs/archive-job.ts";
import { cancelJob } from "../src/jobs/cancel-job.ts";
import { eraseJob } from "../src/jobs/erase-job.ts";
import { getJob } from "../src/jobs/get-job.ts";
import { indexText } from "../src/jobs/index-text.ts";
import { mintJob, mintTenant, type Tenant } from "../src/testing/factories.ts";
import { FENCE, type JobStub, mintRunningJob, recognize, textOf, watch } from "../src/testing/running-job.ts";
import { eventKey, sliceKey, transcriptKey } from "../src/uploads/object-keys.ts";

async function usageOf({ ctx }: Tenant) {
  return (await env.ACCOUNT.getByName(ctx.owner).usage())?.usage;
}

/** A job whose first chunk of two is done, with everything that may be stored of one. */
async function mintStoredJob() {
  const { tenant, jobId, stub } = await mintRunningJob(2, { creditSeconds: 600 });
  const { ctx } = tenant;
  const eventId = newId();
  await env.AUDIO.put(sliceKey(jobId, 1), "samples");
  await env.AUDIO.put(sliceKey(jobId, 7), "samples that were not planned yet");
  await env.AUDIO.put(eventKey(ctx.owner, eventId), "body");
  await indexText(ctx.db, { jobId, text: "part" });
  const event = { id: eventId, accountId: ctx.owner, type: "stt.jobs.completed", jobId, createdAtMs: 1 } as const;
  await ctx.db.insert(webhookEvents).values(event);
  await recognize(stub, 0);
  const { objectKey } = (await getJob(ctx, jobId)).row;
  const keys = [objectKey, transcriptKey(jobId), eventKey(ctx.owner, eventId), sliceKey(jobId, 1), sliceKey(jobId, 7)];
  return { tenant, jobId, stub, objectKey, keys };
}

/** Which of the tables and objects still know a job. */
async function tracesOf({ jobId, objectKey, keys }: { jobId: string; objectKey: string; keys: string[] }) {
  const objects = await Promise.all(keys.map(async (key) => ((await env.AUDIO.head(key)) === null ? [] : [key])));
  const counts = await env.DB.batch<{ rows: number }>([
    env.DB.prepare("SELECT count(*) AS rows FROM jobs WHERE id = ?").bind(jobId),
    env.DB.prepare("SELECT count(*) AS rows FROM job_texts WHERE job_id = ?").bind(jobId),
    env.DB.prepare("SELECT count(*) AS rows FROM webhook_events WHERE job_id = ?").bind(jobId),
    env.DB.prepare("SELECT count(*) AS rows FROM uploads WHERE object_key = ?").bind(objectKey),
  ]);
  return { objects: objects.flat(), rows: counts.map(({ results }) => results[0]?.rows) };
}

const NOTHING = { objects: [], rows: [0, 0, 0, 0] };

/** Lets every delete of an object fail until the job's object is evicted. */
async function breakBucket(stub: JobStub): Promise<void> {
  const broken = Object.assign(Object.create(env.AUDIO), {
    list: env.AUDIO.list.bind(env.AUDIO),
    delete: () => Promise.reject(new Error("the bucket is down")),
  });
  await runInDurableObject(stub, (instance) => Object.assign(instance, { env: { ...env, AUDIO: broken } }));
}

describe("a cancelled job", () => {
  test("ends at once for its watchers and its account, with the text told so far", async ({ expect }) => {
    const { tenant, jobId, stub } = await mintRunningJob(3, { concurrentJobs: 1, creditSeconds: 600 });
    const watcher = await watch(stub);
    await recognize(stub, 0);
    const { snapshot } = await cancelJob(tenant.ctx, jobId);
    expect(snapshot).toMatchObject({ status: "cancelled", text: "part 0", failure: null });
    await watcher.closed;
    expect(watcher.frames.at(-1)).toMatchObject({ type: "done", snapshot: { status: "cancelled", text: "part 0" } });
    expect(await recognize(stub, 1)).toBe("cancelled");
    expect(await usageOf(tenant)).toMatchObject({ activeJobs: 0, secondsUsed: 60, creditSecondsLeft: 540 });

    const again = await cancelJob(tenant.ctx, jobId);
    expect(again.snapshot).toEqual(snapshot);
    expect(textOf(watcher.frames)).toBe("part 0");
    expect(await usageOf(tenant)).toMatchObject({ secondsUsed: 60 });
  });

  test("on which nobody worked yet is free", async ({ expect }) => {
    const tenant = await mintTenant({ creditSeconds: 60 });
    const { row } = await mintJob(tenant);
    expect((await cancelJob(tenant.ctx, row.id)).snapshot).toMatchObject({ status: "cancelled", text: "" });
    expect(await usageOf(tenant)).toMatchObject({ activeJobs: 0, secondsUsed: 0, creditSecondsLeft: 60 });
  });

  test("is seen as such before it is published, and is published by its alarm after an eviction", async ({
    expect,
  }) => {
    const { tenant, jobId, stub } = await mintRunningJob(2);
    await recognize(stub, 0);
    await runInDurableObject(stub, (instance) => Object.assign(instance, { env: { ...env, AUDIO: null } }));
    expect((await cancelJob(tenant.ctx, jobId)).snapshot).toMatchObject({ status: "cancelled", text: "part 0" });
    expect(await stub.progress()).toMatchObject({ status: "cancelled" });
    expect(await env.AUDIO.head(transcriptKey(jobId))).toBeNull();
    await evictDurableObject(stub);
    await runDurableObjectAlarm(stub);
    expect((await getJob(tenant.ctx, jobId)).row.status).toBe("cancelled");
    expect(await env.AUDIO.head(transcriptKey(jobId))).not.toBeNull();
  });

  test("that is over otherwise is refused, an unknown one not found", async ({ expect }) => {
    const { tenant, jobId, stub } = await mintRunningJob(1);
    await recognize(stub, 0);
    await expect(cancelJob(tenant.ctx, jobId)).rejects.toMatchObject({ code: "job_over" });
    await expect(cancelJob(tenant.ctx, newId())).rejects.toMatchObject({ code: "job_not_found" });
  });
});

describe("archiving", () => {
  test("cancels a waiting job at no cost and hides it, once", async ({ expect }) => {
    const tenant = await mintTenant({ creditSeconds: 60 });
    const { row } = await mintJob(tenant);
    const { snapshot, row: archived } = await archiveJob(tenant.ctx, row.id);
    expect(snapshot.status).toBe("cancelled");
    expect(archived.archivedAtMs).toEqual(expect.any(Number));
    expect(await usageOf(tenant)).toMatchObject({ activeJobs: 0, creditSecondsLeft: 60 });
    await expect(archiveJob(tenant.ctx, row.id)).rejects.toMatchObject({ code: "job_not_found" });
  });

  test("is refused while a node works, and gives a finished job as it ended", async ({ expect }) => {
    const { tenant, jobId, stub } = await mintRunningJob(1);
    await expect(archiveJob(tenant.ctx, jobId)).rejects.toMatchObject({ code: "job_in_progress" });
    expect(await stub.isWanted()).toBe(true);
    await recognize(stub, 0);
    await expect.poll(async () => (await stub.snapshot())?.status).toBe("complete");
    expect((await archiveJob(tenant.ctx, jobId)).snapshot).toMatchObject({ status: "complete", text: "part 0" });
    await expect(archiveJob((await mintTenant()).ctx, jobId)).rejects.toMatchObject({ code: "job_not_found" });
  });

  test("and a node that takes the job at the same moment agree on who was first", async ({ expect }) => {
    const tenant = await mintTenant();
    const { row } = await mintJob(tenant);
    const [archived, planned] = await Promise.allSettled([
      archiveJob(tenant.ctx, row.id),
      env.JOB.getByName(row.id).appendPlan({ fence: FENCE, spans: [] }),
    ]);
    const outcome = planned.status === "fulfilled" ? planned.value.outcome : "lost";
    expect([archived.status, outcome]).toEqual(
      archived.status === "fulfilled" ? ["fulfilled", "cancelled"] : ["rejected", "accepted"],
    );
  });
});

describe("erasing", () => {
  test("a running job settles it, ends its streams and leaves nothing behind", async ({ expect }) => {
    const stored = await mintStoredJob();
    const { tenant, jobId, stub } = stored;
    const watcher = await watch(stub);
    await eraseJob(tenant.ctx, jobId);
    await watcher.closed;
    expect(watcher.frames.at(-1)).toMatchObject({ type: "done", snapshot: { status: "cancelled" } });
    expect(await tracesOf(stored)).toEqual(NOTHING);
    expect(await usageOf(tenant)).toMatchObject({ activeJobs: 0, secondsUsed: 60 });
    expect(await recognize(stub, 1)).toBe("cancelled");
    expect((await stub.fetch("https://job/events")).status).toBe(404);
    await runInDurableObject(stub, async (_, { storage }) => {
      expect(storage.sql.exec("SELECT name FROM sqlite_master WHERE name NOT LIKE '_cf%'").toArray()).toEqual([]);
      expect(await storage.getAlarm()).toBeNull();
    });
    await expect(getJob(tenant.ctx, jobId)).rejects.toMatchObject({ code: "job_not_found" });
    await expect(eraseJob(tenant.ctx, jobId)).rejects.toMatchObject({ code: "job_not_found" });
  });

  test("a finished job leaves nothing behind, also when its object has forgotten it", async ({ expect }) => {
    for (const isForgotten of [false, true]) {
      const stored = await mintStoredJob();
      await recognize(stored.stub, 1);
      await expect.poll(async () => (await getJob(stored.tenant.ctx, stored.jobId)).row.status).toBe("complete");
      if (isForgotten) await runInDurableObject(stored.stub, (_, { storage }) => storage.deleteAll());
      if (isForgotten) await evictDurableObject(stored.stub);
      await eraseJob(stored.tenant.ctx, stored.jobId);
      expect(await tracesOf(stored)).toEqual(NOTHING);
      expect(await usageOf(stored.tenant)).toMatchObject({ secondsUsed: 60 });
    }
  });

  test("at the moment of the last word leaves nothing behind either", async ({ expect }) => {
    const stored = await mintStoredJob();
    await Promise.all([recognize(stored.stub, 1), eraseJob(stored.tenant.ctx, stored.jobId)]);
    await runDurableObjectAlarm(stored.stub);
    expect(await tracesOf(stored)).toEqual(NOTHING);
    expect(await usageOf(stored.tenant)).toMatchObject({ activeJobs: 0, secondsUsed: 60 });
  });

  test("that is interrupted hides the job, and its alarm finishes the work after an eviction", async ({ expect }) => {
    const stored = await mintStoredJob();
    const { tenant, jobId, stub } = stored;
    await breakBucket(stub);
    await expect(eraseJob(tenant.ctx, jobId)).rejects.toMatchObject({ code: "storage_unavailable" });
    await expect(getJob(tenant.ctx, jobId)).rejects.toMatchObject({ code: "job_not_found" });
    expect(await stub.snapshot()).toBeNull();
    expect(await recognize(stub, 1)).toBe("cancelled");
    expect((await tracesOf(stored)).objects).not.toEqual([]);
    await evictDurableObject(stub);
    expect(await runDurableObjectAlarm(stub)).toBe(true);
    expect(await tracesOf(stored)).toEqual(NOTHING);
    expect(await usageOf(tenant)).toMatchObject({ activeJobs: 0, secondsUsed: 60 });
  });

  test("keeps audio that another job still needs, until that is erased", async ({ expect }) => {
    const stored = await mintStoredJob();
    const { tenant, jobId, objectKey } = stored;
    const other = await mintJob(tenant, { audio: { objectKey } });
    await eraseJob(tenant.ctx, jobId);
    expect(await tracesOf(stored)).toEqual({ objects: [objectKey], rows: [0, 0, 0, 1] });
    await eraseJob(tenant.ctx, other.row.id);
    expect(await tracesOf(stored)).toEqual(NOTHING);
  });

  test("a job of another account is refused as unknown", async ({ expect }) => {
    const { jobId, stub } = await mintRunningJob(1);
    await expect(eraseJob((await mintTenant()).ctx, jobId)).rejects.toMatchObject({ code: "job_not_found" });
    expect(await stub.isWanted()).toBe(true);
  });
});

test("at the end of its retention a job loses its words everywhere, and stays in the index", async ({ expect }) => {
  const stored = await mintStoredJob();
  await recognize(stored.stub, 1);
  await expect.poll(async () => (await getJob(stored.tenant.ctx, stored.jobId)).row.status).toBe("complete");
  await runInDurableObject(stored.stub, async (_, { storage }) => {
    storage.sql.exec("UPDATE facts SET value = json_set(value, '$.retentionMs', 1) WHERE name = 'spec'");
    await storage.setAlarm(Date.now() + 60_000);
  });
  await runDurableObjectAlarm(stored.stub);
  expect(await tracesOf(stored)).toEqual({ objects: [], rows: [1, 0, 1, 1] });
});

describe("a deferred job", () => {
  async function mintDeferred() {
    const tenant = await mintTenant({ concurrentJobs: 1, creditSeconds: 180 });
    const first = (await mintJob(tenant)).row;
    const second = (await mintJob(tenant, { overLimit: "defer" })).row;
    return { tenant, first: env.JOB.getByName(first.id), second: env.JOB.getByName(second.id), row: second };
  }

  test("is told when the slot is free, whatever made it so", async ({ expect }) => {
    for (const end of ["cancel", "erase", "limits"] as const) {
      const { tenant, first, second, row } = await mintDeferred();
      expect(row.status).toBe("deferred");
      expect(await second.snapshot()).toMatchObject({ status: "deferred" });
      if (end === "cancel") await first.cancel("any");
      if (end === "erase") await eraseJob(tenant.ctx, (await first.snapshot())?.jobId ?? "");
      if (end === "limits") {
        const limits = { concurrentJobs: 2, dailyJobs: null, creditSeconds: null };
        await env.ACCOUNT.getByName(tenant.ctx.owner).configure(limits);
      }
      await expect.poll(async () => (await second.snapshot())?.status).toBe("queued");
      await expect.poll(async () => (await getJob(tenant.ctx, row.id)).row.status).toBe("queued");
    }
  });

  test("gives its place and its credit back when it is cancelled or erased", async ({ expect }) => {
    const { tenant, first, row } = await mintDeferred();
    const third = (await mintJob(tenant, { overLimit: "defer" })).row;
    await cancelJob(tenant.ctx, row.id);
    await eraseJob(tenant.ctx, third.id);
    expect(await usageOf(tenant)).toMatchObject({ activeJobs: 1, creditSecondsLeft: 120 });
    await first.cancel("any");
    expect(await usageOf(tenant)).toMatchObject({ activeJobs: 0, creditSecondsLeft: 180 });
  });

  test("hears of its slot by the account's alarm when it could not be told at once", async ({ expect }) => {
    const { tenant, first, second } = await mintDeferred();
    const account = env.ACCOUNT.getByName(tenant.ctx.owner);
    await runInDurableObject(account, (instance) => Object.assign(instance, { env: { ...env, JOB: null } }));
    await first.cancel("any");
    expect(await second.snapshot()).toMatchObject({ status: "deferred" });
    await evictDurableObject(account);
    await runDurableObjectAlarm(account);
    expect(await second.snapshot()).toMatchObject({ status: "queued" });
  });
});

test("fetched audio comes to be known in the index", async ({ expect }) => {
  const tenant = await mintTenant();
  const objectKey = `uploads/${tenant.ctx.owner}/${newId()}`;
  const fetch = { uri: "https://audio.example/a.ogg", objectKey, contentType: null };
  const { row } = await mintJob(tenant, { audio: { fetch, filename: "a.ogg" }, sourceUri: fetch.uri, label: "call" });
  expect(row).toMatchObject({
    status: "deferred",
    sizeBytes: 0,
    filename: "a.ogg",
    label: "call",
    sourceUri: fetch.uri,
  });
  const stub = env.JOB.getByName(row.id);
  await stub.beatFetch(FENCE, { receivedBytes: 2, totalBytes: 5 });
  expect(await stub.progress()).toMatchObject({ status: "deferred", transfer: { receivedBytes: 2, totalBytes: 5 } });
  const etag = (await env.AUDIO.put(objectKey, "audio"))?.etag ?? "";
  const source = { objectKey, etag, sizeBytes: 5, sha256: null, contentType: "audio/ogg" };
  expect(await stub.appendSource(FENCE, source)).toBe("accepted");
  await evictDurableObject(stub);
  expect(await stub.appendSource(FENCE, source)).toBe("accepted");
  await expect
    .poll(async () => (await getJob(tenant.ctx, row.id)).row)
    .toMatchObject({ status: "queued", sizeBytes: 5, contentType: "audio/ogg" });
  expect(await stub.source()).toEqual(source);
  expect(await mintJob(tenant, { audio: { objectKey } })).toMatchObject({ row: { filename: "a.ogg" } });
});
