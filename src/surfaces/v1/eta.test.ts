import { env } from "cloudflare:workers";
import { createParser } from "eventsource-parser";
import { beforeEach, test } from "vitest";
import { mintJob, mintNode, mintTenant, send, type Tenant } from "../../testing/factories.ts";
import { planSpeech, recognizeJob } from "../../testing/recognize.ts";
import { EtaResponse } from "./wire.ts";

/** Places in the queue and paces are those of the whole deployment, so each test starts with an empty one. */
beforeEach(async () => {
  await env.DB.batch([
    env.DB.prepare("UPDATE jobs SET status = 'failed' WHERE status NOT IN ('complete', 'cancelled')"),
    env.DB.prepare("DELETE FROM model_paces"),
    env.DB.prepare("UPDATE nodes SET last_seen_at_ms = NULL"),
  ]);
});

async function etaOf({ apiKey }: Tenant, id: string) {
  return EtaResponse.parse(await (await send(`/v1/transcriptions/${id}/eta`, { key: apiKey })).json());
}

async function beat(slots: number, chunksInFlight = 0) {
  const { key } = await mintNode();
  const json = { models: ["embedded"], device: "cpu", chunksInFlight, slots };
  expect204((await send("/node/v1/heartbeat", { key, json })).status);
}

function expect204(status: number): void {
  if (status !== 204) throw new Error(`the heartbeat was answered with ${status}`);
}

async function setPace(wallMs: number, computeMs: number) {
  await env.DB.prepare("INSERT INTO model_paces VALUES ('gemma4-e2b-asr', 60000, ?, ?, 0)")
    .bind(wallMs, computeMs)
    .run();
}

const NOTHING = { estimated_wait_seconds: 0, average_duration_seconds: 0, measured: false };

test("without a measurement the place is told and nothing is made up", async ({ expect }) => {
  const tenant = await mintTenant();
  const ids = [(await mintJob(tenant)).row.id, (await mintJob(await mintTenant())).row.id];
  await beat(1);
  expect(await etaOf(tenant, ids[0] ?? "")).toEqual({ queue_position: 1, ...NOTHING });
  const second = (await mintJob(tenant)).row.id;
  expect(await etaOf(tenant, second)).toEqual({ queue_position: 3, ...NOTHING });
});

test("a job that waits for a slot of its account is in nobody else's way", async ({ expect }) => {
  const tenant = await mintTenant({ concurrentJobs: 1 });
  await mintJob(tenant);
  await mintJob(tenant, { overLimit: "defer" });
  const { id: deferred } = (await mintJob(tenant, { overLimit: "defer" })).row;
  expect(await etaOf(tenant, deferred)).toMatchObject({ queue_position: 3 });
  const other = await mintTenant();
  const { id } = (await mintJob(other)).row;
  expect(await etaOf(other, id)).toMatchObject({ queue_position: 2 });
});

test("with a measured pace the wait follows from the place and the nodes' slots", async ({ expect }) => {
  const tenant = await mintTenant();
  await mintJob(tenant);
  await mintJob(tenant);
  const { id } = (await mintJob(tenant)).row;
  await setPace(10_000, 12_000);
  expect(await etaOf(tenant, id)).toEqual({
    queue_position: 3,
    estimated_wait_seconds: 0,
    average_duration_seconds: 10,
    measured: false,
  });
  await beat(3, 1);
  await beat(1);
  expect(await etaOf(tenant, id)).toEqual({
    queue_position: 3,
    estimated_wait_seconds: 16,
    average_duration_seconds: 10,
    measured: true,
  });
});

test("a job that runs has no place, and is zero all over once it is done", async ({ expect }) => {
  const tenant = await mintTenant();
  const { id } = (await mintJob(tenant)).row;
  await setPace(10_000, 12_000);
  const [running, waiting] = [(await mintJob(tenant)).row.id, (await mintJob(tenant)).row.id];
  await planSpeech(running, 60);
  expect(await etaOf(tenant, running)).toMatchObject({
    queue_position: 0,
    average_duration_seconds: 10,
    measured: true,
  });
  expect((await etaOf(tenant, running)).estimated_wait_seconds).toBeGreaterThan(8);
  await expect.poll(async () => (await etaOf(tenant, waiting)).queue_position).toBe(2);

  await recognizeJob(id, "hello");
  await expect
    .poll(() => etaOf(tenant, id))
    .toEqual({ queue_position: 0, estimated_wait_seconds: 0, average_duration_seconds: 0, measured: true });
});

test("a finished job is measured once, and moves the average of its model", async ({ expect }) => {
  const { id } = (await mintJob(await mintTenant())).row;
  await setPace(0, 1100);
  await recognizeJob(id, "hello", 10, { computeMs: 600 });
  await expect
    .poll(() => env.DB.prepare("SELECT audio_ms, compute_ms FROM model_paces").first())
    .toEqual({ audio_ms: 50_000, compute_ms: 1000 });
});

test("updates carry the estimate: the place while the job waits, then what is left", async ({ expect }) => {
  const tenant = await mintTenant();
  await setPace(10_000, 12_000);
  await beat(1);
  const { id } = (await mintJob(tenant)).row;
  const response = await send(`/v1/transcriptions/${id}/stream`, { key: tenant.apiKey });
  const updates: unknown[] = [];
  const parser = createParser({
    onEvent: ({ event, data }) => void (event === "update" && updates.push(JSON.parse(data).eta)),
  });
  const reading = response.body
    ?.pipeThrough(new TextDecoderStream())
    .pipeTo(new WritableStream({ write: (text) => parser.feed(text) }));
  await recognizeJob(id, "hello", 60);
  await reading;
  expect(updates[0]).toEqual({
    queue_position: 1,
    estimated_wait_seconds: 10,
    average_duration_seconds: 10,
    measured: true,
  });
  expect(updates.at(-1)).toMatchObject({ queue_position: 0, average_duration_seconds: 10 });
});

test("another account's job has no estimate", async ({ expect }) => {
  const { id } = (await mintJob(await mintTenant())).row;
  const { apiKey } = await mintTenant();
  expect((await send(`/v1/transcriptions/${id}/eta`, { key: apiKey })).status).toBe(404);
});
