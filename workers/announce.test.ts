import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { describe, test } from "vitest";
import { z } from "zod";
import { newId } from "../src/contract/ids.ts";
import { jobs, ttsJobs, webhookEvents } from "../src/db/schema.ts";
import { RecognitionEvent, SynthesisEvent } from "../src/surfaces/v2/webhooks/event-wire.ts";
import { mintJob, mintTenant, send, type Tenant } from "../src/testing/factories.ts";
import { recognizeJob } from "../src/testing/recognize.ts";
import { openSpeaker } from "../src/testing/speaker.ts";
import { deliveriesTo, mintEndpoint, receiver } from "../src/testing/webhooks.ts";
import { deleteEventBodies } from "../src/webhooks/delete-event-bodies.ts";
import { getEvent } from "../src/webhooks/get-event.ts";
import { listEvents } from "../src/webhooks/list-events.ts";
import { announceJob, announceSpeech } from "./announce.ts";

async function eventsOf({ ctx }: Tenant, jobId: string) {
  const events = await listEvents(ctx, {});
  return events.filter((event) => event.jobId === jobId);
}

/** The body of the only delivery to an endpoint. */
async function bodyTo(tenant: Tenant, endpointId: string): Promise<unknown> {
  const [delivery, ...more] = await deliveriesTo(tenant, endpointId, 1);
  if (more.length > 0) throw new Error("there were more deliveries than one");
  return JSON.parse(delivery?.body ?? "");
}

async function mintFailedJob(tenant: Tenant): Promise<string> {
  const { id } = (await mintJob(tenant)).row;
  const failure = { code: "audio_unreadable", detail: "the file is not readable audio" } as const;
  await env.JOB.getByName(id).failPlan({ fence: { epoch: 1, attempt: 1 }, failure });
  return id;
}

describe("a job that", () => {
  test("completed is told in the words of v2, without an envelope", async ({ expect }) => {
    const tenant = await mintTenant();
    const endpoint = await mintEndpoint(tenant, receiver());
    const { id } = (await mintJob(tenant)).row;
    await recognizeJob(id, "good morning", 2);
    const [delivery] = await deliveriesTo(tenant, endpoint, 1);
    expect(delivery?.row.requestHeaders).toMatchObject({ "x-prosa-event": "stt.jobs.completed" });
    const body = await bodyTo(tenant, endpoint);
    expect(body).toMatchObject({
      job_id: id,
      created_at: expect.stringMatching(/Z$/),
      modified_at: expect.stringMatching(/Z$/),
      request: { duration: 2, data: null },
      result: { data: [{ transcript: "good morning", channel: 0, speaker_tag: 1 }], error: null },
      job_config: { engine: expect.any(String), wait: false },
      model: { name: expect.any(String) },
    });
    expect(body).not.toHaveProperty("status");
    expect(RecognitionEvent.parse(body)).toEqual(body);
    const [event] = await eventsOf(tenant, id);
    expect(JSON.parse((await getEvent(tenant.ctx, event?.id ?? "")).body ?? "")).toEqual(body);
  });

  test("failed is told with its error and no data", async ({ expect }) => {
    const tenant = await mintTenant();
    const endpoint = await mintEndpoint(tenant, receiver(), { eventFilters: ["stt.job.failed"] });
    const id = await mintFailedJob(tenant);
    const body = await bodyTo(tenant, endpoint);
    expect(body).toMatchObject({ job_id: id, result: { data: [], error: "the file is not readable audio" } });
    expect(RecognitionEvent.parse(body)).toEqual(body);
    expect(await eventsOf(tenant, id)).toMatchObject([{ type: "stt.jobs.failed" }]);
  });

  test("no endpoint wants is an event without deliveries, and none at all where there is no endpoint", async ({
    expect,
  }) => {
    const tenant = await mintTenant();
    const { id: first } = (await mintJob(tenant)).row;
    await recognizeJob(first, "hello");
    await runDurableObjectAlarm(env.JOB.getByName(first));
    expect(await listEvents(tenant.ctx, {})).toEqual([]);
    await mintEndpoint(tenant, receiver(), { eventFilters: ["tts.jobs.completed"] });
    const { id } = (await mintJob(tenant)).row;
    await recognizeJob(id, "hello");
    await expect.poll(() => eventsOf(tenant, id)).toMatchObject([{ type: "stt.jobs.completed" }]);
  });

  test("is announced twice is one event and one delivery to each endpoint, with the first body", async ({ expect }) => {
    const tenant = await mintTenant();
    const endpoints = [await mintEndpoint(tenant, receiver()), await mintEndpoint(tenant, receiver("status=204"))];
    const id = await mintFailedJob(tenant);
    await Promise.all(endpoints.map((endpoint) => deliveriesTo(tenant, endpoint, 1)));
    const [event] = await eventsOf(tenant, id);
    const before = await getEvent(tenant.ctx, event?.id ?? "");
    await tenant.ctx.db.update(jobs).set({ label: "renamed" }).where(eq(jobs.id, id));
    await announceJob(env, id);
    await announceJob(env, id);
    expect(await eventsOf(tenant, id)).toEqual([event]);
    expect(await getEvent(tenant.ctx, event?.id ?? "")).toEqual(before);
    for (const endpoint of endpoints) expect((await deliveriesTo(tenant, endpoint, 1)).length).toBe(1);
  });

  test("could not be announced is announced by its alarm", async ({ expect }) => {
    const tenant = await mintTenant();
    const { id } = (await mintJob(tenant)).row;
    const stub = env.JOB.getByName(id);
    await recognizeJob(id, "hello");
    await runDurableObjectAlarm(stub);
    await mintEndpoint(tenant, receiver());
    await runInDurableObject(stub, async (_, { storage }) => {
      storage.sql.exec("UPDATE facts SET value = 'false' WHERE name = 'announced'");
      await storage.setAlarm(Date.now() + 60_000);
    });
    await runDurableObjectAlarm(stub);
    expect(await eventsOf(tenant, id)).toHaveLength(1);
  });
});

test("a receiver that does not answer neither delays nor fails the job", async ({ expect }) => {
  const tenant = await mintTenant();
  await mintEndpoint(tenant, receiver("after=2000"));
  const { id } = (await mintJob(tenant)).row;
  await recognizeJob(id, "hello");
  expect(await env.JOB.getByName(id).snapshot()).toMatchObject({ status: "complete" });
});

test("an event that was erased before its delivery is dropped", async ({ expect }) => {
  const tenant = await mintTenant();
  const endpoint = await mintEndpoint(tenant, receiver());
  const eventId = newId();
  const order = { eventId, ticketId: newId(), automatic: true };
  await env.ENDPOINT.getByName(endpoint).enqueue(endpoint, [order]);
  const stateOf = () =>
    runInDurableObject(env.ENDPOINT.getByName(endpoint), (_, { storage }) =>
      storage.sql.exec<{ state: string }>("SELECT state FROM tickets WHERE id = ?", order.ticketId).one(),
    );
  await expect.poll(stateOf).toEqual({ state: "settled" });
  expect(await deliveriesTo(tenant, endpoint, 0)).toEqual([]);
});

test("what an event says goes with the retention of its job; that it happened stays", async ({ expect }) => {
  const tenant = await mintTenant();
  const endpoint = await mintEndpoint(tenant, receiver());
  const jobId = await mintFailedJob(tenant);
  await deliveriesTo(tenant, endpoint, 1);
  const { env: bindings, db, owner } = tenant.ctx;
  for (let twice = 0; twice < 2; twice++) {
    await deleteEventBodies({ bucket: bindings.AUDIO, db }, { jobId, accountId: owner });
  }
  const [event] = await eventsOf(tenant, jobId);
  expect(await getEvent(tenant.ctx, event?.id ?? "")).toEqual({ row: event, body: null });
  expect((await deliveriesTo(tenant, endpoint, 1)).map(({ body }) => body)).toEqual([null]);
});

test("speech that is done is told with a URL of its audio; a stream is not told of", async ({ expect }) => {
  const tenant = await mintTenant();
  const endpoint = await mintEndpoint(tenant, receiver());
  const json = { text: "Good morning.", voice: "alloy" };
  const created = await send("/v1/tts", { key: tenant.apiKey, json });
  const { job } = z.object({ job: z.object({ id: z.string() }) }).parse(await created.json());
  await (
    await openSpeaker()
  )(job.id, 0);
  const body = await bodyTo(tenant, endpoint);
  expect(body).toMatchObject({
    job_id: job.id,
    request: { text: json.text, label: null },
    result: { path: expect.stringMatching(/^https?:/), format: "mp3", duration: expect.any(Number) },
    job_config: { model: expect.any(String), wait: false },
  });
  expect(SynthesisEvent.parse(body)).toEqual(body);
  expect(await eventsOf(tenant, job.id)).toMatchObject([{ type: "tts.jobs.completed" }]);
  await tenant.ctx.db.update(ttsJobs).set({ delivery: "stream" }).where(eq(ttsJobs.id, job.id));
  await tenant.ctx.db.delete(webhookEvents).where(eq(webhookEvents.jobId, job.id));
  await announceSpeech(env, job.id);
  expect(await eventsOf(tenant, job.id)).toEqual([]);
});

test("a job that was cancelled, or is not there, is not told of", async ({ expect }) => {
  const tenant = await mintTenant();
  await mintEndpoint(tenant, receiver());
  const { id } = (await mintJob(tenant)).row;
  await tenant.ctx.db.update(jobs).set({ status: "cancelled" }).where(eq(jobs.id, id));
  await announceJob(env, id);
  await announceJob(env, newId());
  expect(await listEvents(tenant.ctx, {})).toEqual([]);
});
