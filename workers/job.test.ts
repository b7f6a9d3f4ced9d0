import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, test } from "vitest";
import { newId } from "../src/contract/ids.ts";
import { Transcript } from "../src/contract/job.ts";
import { getJob } from "../src/jobs/get-job.ts";
import { FENCE, mintRunningJob, recognize, SECOND, textOf, watch } from "../src/testing/running-job.ts";
import { transcriptKey } from "../src/uploads/object-keys.ts";

describe("a job", () => {
  test("whose chunks are done is published before its watchers hear so", async ({ expect }) => {
    const { tenant, jobId, stub } = await mintRunningJob(2);
    const watcher = await watch(stub);
    await recognize(stub, 1);
    await recognize(stub, 0);
    await watcher.closed;
    expect(watcher.frames.at(-1)).toMatchObject({
      type: "done",
      snapshot: { status: "complete", text: "part 0 part 1" },
    });
    const stored = await env.AUDIO.get(transcriptKey(jobId));
    expect(Transcript.parse(await stored?.json())).toMatchObject({
      text: "part 0 part 1",
      durationSamples: 2 * SECOND,
    });
    const { row } = await getJob(tenant.ctx, jobId);
    expect(row).toMatchObject({ status: "complete", durationSamples: 2 * SECOND, channels: 1, sampleRate: 44_100 });
    expect(await env.ACCOUNT.getByName(tenant.ctx.owner).usage()).toMatchObject({
      usage: { activeJobs: 0, secondsUsed: 60 },
    });
  });

  test("answers the same to a client that asks twice, and to a node that reports twice", async ({ expect }) => {
    const { stub } = await mintRunningJob(1);
    expect(await recognize(stub, 0)).toBe("accepted");
    expect(await recognize(stub, 0)).not.toBe("accepted");
    expect(await stub.snapshot()).toMatchObject({ text: "part 0" });
  });

  test("continues after its object was evicted between two chunks", async ({ expect }) => {
    const { stub } = await mintRunningJob(2);
    await recognize(stub, 0);
    await evictDurableObject(stub);
    await recognize(stub, 1);
    await expect.poll(async () => (await stub.snapshot())?.status).toBe("complete");
    expect((await stub.snapshot())?.text).toBe("part 0 part 1");
  });

  test("that was decided but not published is published by its alarm", async ({ expect }) => {
    const { tenant, jobId, stub } = await mintRunningJob(1);
    await runInDurableObject(stub, async (_, state) => {
      await state.storage.deleteAlarm();
      const failure = { code: "audio_missing", detail: "gone" };
      const outcome = JSON.stringify({ status: "failed", failure, completedAtMs: 1 });
      state.storage.sql.exec("INSERT OR REPLACE INTO facts VALUES ('outcome', ?)", outcome);
      await state.storage.setAlarm(Date.now() + 60_000);
    });
    await evictDurableObject(stub);
    expect(await runDurableObjectAlarm(stub)).toBe(true);
    expect((await getJob(tenant.ctx, jobId)).row).toMatchObject({ status: "failed", failureCode: "audio_missing" });
  });

  test("that failed with work still out comes to rest", async ({ expect }) => {
    const { stub } = await mintRunningJob(2);
    const watcher = await watch(stub);
    const failure = { code: "audio_missing", detail: "gone" } as const;
    expect(await stub.failChunk(0, { fence: FENCE, failure })).toEqual({ outcome: "accepted" });
    await watcher.closed;
    await runDurableObjectAlarm(stub);
    expect(await runInDurableObject(stub, (_, { storage }) => storage.getAlarm())).toBeNull();
  });

  test("is forgotten when its retention ends: audio, transcript and events", async ({ expect }) => {
    const { tenant, jobId, stub } = await mintRunningJob(1);
    await recognize(stub, 0);
    await expect.poll(async () => (await stub.snapshot())?.status).toBe("complete");
    await runInDurableObject(stub, async (_, state) => {
      state.storage.sql.exec("UPDATE facts SET value = json_set(value, '$.retentionMs', 1) WHERE name = 'spec'");
      await state.storage.setAlarm(Date.now() + 60_000);
    });
    await runDurableObjectAlarm(stub);
    const { row } = await getJob(tenant.ctx, jobId);
    expect(await env.AUDIO.head(row.objectKey)).toBeNull();
    expect(await env.AUDIO.head(transcriptKey(jobId))).toBeNull();
    expect(row.status).toBe("complete");
    expect(await stub.snapshot()).toBeNull();
  });

  test("that nobody started leaves no trace", async ({ expect }) => {
    const stub = env.JOB.getByName(newId());
    expect(await stub.snapshot()).toBeNull();
    expect(await stub.append(0, { fence: FENCE, seq: 0, tokens: [] })).toEqual({ outcome: "cancelled" });
    expect((await stub.fetch("https://job/events")).status).toBe(404);
    await runInDurableObject(stub, (_, state) => {
      expect(state.storage.sql.exec("SELECT name FROM sqlite_master WHERE name NOT LIKE '_cf%'").toArray()).toEqual([]);
    });
  });
});

describe("a watcher", () => {
  test("that comes late is told all text so far at once, then only what is newer", async ({ expect }) => {
    const { stub } = await mintRunningJob(2);
    await recognize(stub, 0);
    const watcher = await watch(stub);
    await recognize(stub, 1);
    await watcher.closed;
    expect(watcher.frames[0]).toMatchObject({ type: "snapshot", id: null, snapshot: { text: "part 0" } });
    expect(textOf(watcher.frames)).toBe(" part 1");
  });

  test("that resumes after any id gets exactly what followed it", async ({ expect }) => {
    const { stub } = await mintRunningJob(2);
    const first = await watch(stub, 0);
    await recognize(stub, 0);
    await evictDurableObject(stub, { webSockets: "close" });
    await first.closed;
    await recognize(stub, 1);
    const last = first.frames.at(-1)?.id ?? 0;
    const second = await watch(stub, last);
    await second.closed;
    const ids = [...first.frames, ...second.frames].map((frame) => frame.id);
    expect(ids).toEqual(ids.map((_, n) => n + 1));
    expect(textOf([...first.frames, ...second.frames])).toBe("part 0 part 1");
  });

  test("stays connected while the object hibernates", async ({ expect }) => {
    const { stub } = await mintRunningJob(2);
    const watcher = await watch(stub);
    await evictDurableObject(stub, { webSockets: "hibernate" });
    await recognize(stub, 0);
    await recognize(stub, 1);
    await watcher.closed;
    expect(textOf(watcher.frames)).toBe("part 0 part 1");
  });

  test("of a finished job is told so and nothing more, and with its last id there is nothing left", async ({
    expect,
  }) => {
    const { stub } = await mintRunningJob(1);
    const live = await watch(stub);
    await recognize(stub, 0);
    await live.closed;
    const late = await watch(stub);
    await late.closed;
    expect(late.frames.map((frame) => frame.type)).toEqual(["snapshot", "done"]);
    const lastId = live.frames.at(-1)?.id;
    expect((await stub.fetch(`https://job/events?after=${lastId}`)).status).toBe(204);
  });
});
