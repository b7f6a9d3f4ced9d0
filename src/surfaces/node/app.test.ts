import { env } from "cloudflare:workers";
import { test } from "vitest";
import { NODE_PATHS, PullResponse } from "../../contract/node-api.ts";
import { newId } from "../../contract/ids.ts";
import { mintJob, mintNode, mintTenant, mintUpload, send } from "../../testing/factories.ts";

const FENCE = { epoch: 1, attempt: 1 };

/** Pulls as a node does; messages left by other tests are leased away as well. */
async function pull(key: string, waitMs: number) {
  const json = { batch_size: 100, visibility_timeout_ms: 60_000, wait_ms: waitMs };
  const response = await send(NODE_PATHS.pull("chunks"), { key, json });
  const text = await response.text();
  return { text, messages: PullResponse.parse(JSON.parse(text)).result?.messages ?? [] };
}

async function textOf(response: Response): Promise<string> {
  return new TextDecoder().decode(await response.arrayBuffer());
}

test("an API key opens nothing here, a node key nothing on v1", async ({ expect }) => {
  const { apiKey } = await mintTenant();
  const node = await mintNode();
  expect((await send(NODE_PATHS.slice(newId(), 0), { key: apiKey })).status).toBe(401);
  expect((await send("/v1/transcriptions", { key: node.key })).status).toBe(401);
});

test("a pull leases what the Worker has sent, an ack ends it, and the account's token stays inside", async ({
  expect,
}) => {
  const { key } = await mintNode();
  await env.CHUNKS.send({ hello: "node" });
  const { text, messages } = await pull(key, 0);
  expect(messages.map(({ body }) => JSON.parse(atob(body)))).toContainEqual({ hello: "node" });
  expect(text).not.toContain(env.QUEUES_API_TOKEN);

  const acks = messages.map(({ lease_id }) => ({ lease_id }));
  const acked = await send(NODE_PATHS.ack("chunks"), { key, json: { acks } });
  expect(await acked.json()).toMatchObject({ success: true, result: { ackCount: acks.length } });
});

test("an empty queue is held open until work arrives, or until the wait is over", async ({ expect }) => {
  const { key } = await mintNode();
  await pull(key, 0);
  const held = pull(key, 10_000);
  await scheduler.wait(50);
  await env.CHUNKS.send({});
  expect((await held).messages).not.toEqual([]);
  // Jobs of other tests may send their chunks again meanwhile.
  await expect.poll(async () => (await pull(key, 200)).messages).toEqual([]);
});

test("what a node that hung up would have received goes back to the queue at once", async ({ expect }) => {
  const { key } = await mintNode();
  await pull(key, 0);
  const json = { batch_size: 1, visibility_timeout_ms: 60_000, wait_ms: 10_000 };
  const held = await send(NODE_PATHS.pull("chunks"), { key, json });
  await held.body?.cancel();
  await env.CHUNKS.send({ for: "the living" });
  const { messages } = await pull(key, 5_000);
  expect(messages.map(({ body }) => atob(body))).toContain('{"for":"the living"}');
});

test("trouble at the Queues API is queue_unavailable to a node, whatever it was", async ({ expect }) => {
  const { key } = await mintNode();
  const json = { acks: [{ lease_id: "x" }] };
  const response = await send(NODE_PATHS.ack("split"), { key, json, bindings: { QUEUES_API_TOKEN: "wrong" } });
  expect(response.status).toBe(503);
  expect(response.headers.get("retry-after")).toBe("1");
  expect(await response.json()).toMatchObject({ code: "queue_unavailable" });
});

test("a queue that nodes do not pull is no route", async ({ expect }) => {
  const { key } = await mintNode();
  expect((await send(NODE_PATHS.pull("split-dlq"), { key, json: {} })).status).toBe(404);
});

test("audio comes whole or by range, under the etag that the job has pinned", async ({ expect }) => {
  const { key } = await mintNode();
  const tenant = await mintTenant();
  const { row } = await mintJob(tenant);
  const etag = (await env.AUDIO.head(row.objectKey))?.etag ?? "";
  const get = (headers: Record<string, string>) => send(NODE_PATHS.audio(row.id), { key, headers });

  const whole = await get({});
  expect([whole.status, await textOf(whole)]).toEqual([200, "not really audio"]);
  for (const [range, text, contentRange] of [
    ["bytes=4-9", "really", "bytes 4-9/16"],
    ["bytes=11-", "audio", "bytes 11-15/16"],
    ["bytes=-5", "audio", "bytes 11-15/16"],
    ["bytes=11-999", "audio", "bytes 11-15/16"],
  ] as const) {
    const part = await get({ range, "if-match": `"${etag}"` });
    expect([part.status, part.headers.get("content-range"), await textOf(part)]).toEqual([206, contentRange, text]);
  }
  expect((await get({ range: "bytes=99-" })).status).toBe(416);

  await env.AUDIO.put(row.objectKey, "changed");
  const changed = await get({ "if-match": etag });
  expect([changed.status, await changed.json()]).toMatchObject([412, { code: "audio_changed" }]);
  await env.AUDIO.delete(row.objectKey);
  const gone = await get({ "if-match": etag });
  expect([gone.status, await gone.json()]).toMatchObject([404, { code: "audio_missing" }]);
});

test("a slice is stored as it was sent, and again over itself", async ({ expect }) => {
  const { key } = await mintNode();
  const { row } = await mintJob(await mintTenant());
  const path = NODE_PATHS.slice(row.id, 3);
  const headers = { "content-length": "4" };
  expect((await send(path, { key })).status).toBe(404);
  for (let time = 0; time < 2; time++) {
    const put = await send(path, { key, method: "PUT", body: new Uint8Array([1, 2, 3, 4]), headers });
    expect(put.status).toBe(204);
  }
  expect(await (await send(path, { key })).bytes()).toEqual(new Uint8Array([1, 2, 3, 4]));
});

test("a slice that comes after its job has ended is not kept", async ({ expect }) => {
  const { key } = await mintNode();
  const { row } = await mintJob(await mintTenant());
  await env.JOB.getByName(row.id).cancel("any");
  const path = NODE_PATHS.slice(row.id, 0);
  const body = new Uint8Array([1, 2, 3, 4]);
  const late = await send(path, { key, method: "PUT", body, headers: { "content-length": "4" } });
  expect([late.status, await late.json()]).toMatchObject([404, { code: "job_not_found" }]);
  expect((await send(path, { key })).status).toBe(404);
});

test.for([
  ["half a sample", "3", 400],
  ["no length", "", 400],
  ["more than 30 s", String(30 * 32_000 + 2), 413],
] as const)("a slice of %s is refused", async ([, length, status], { expect }) => {
  const { key } = await mintNode();
  const headers: Record<string, string> = length === "" ? {} : { "content-length": length };
  const put = await send(NODE_PATHS.slice(newId(), 0), { key, method: "PUT", body: new Uint8Array(2), headers });
  expect(put.status).toBe(status);
});

test("plans and outputs reach the job, and their receipts come back", async ({ expect }) => {
  const { key } = await mintNode();
  const { row } = await mintJob(await mintTenant());
  const spans = [{ index: 0, channel: 0, startSample: 0, endSample: 16_000, speech: true }];
  const plan = { fence: FENCE, spans, totalSamples: 16_000, claim: true };
  const planned = await send(NODE_PATHS.plan(row.id), { key, json: plan });
  const { outcome, claimed } = await planned.json<{ outcome: string; claimed: { fence: unknown } }>();
  expect(outcome).toBe("accepted");

  const batch = { fence: claimed.fence, seq: 0, tokens: [{ text: "hi", startSample: 0, endSample: 8000 }] };
  const receipts: unknown[] = [];
  for (let time = 0; time < 2; time++) {
    receipts.push(await (await send(NODE_PATHS.output(row.id, 0), { key, json: batch })).json());
  }
  expect(receipts).toMatchObject([{ outcome: "accepted" }, { outcome: "duplicate" }]);

  const failure = { code: "audio_unreadable", detail: "bad frame" };
  const failed = await send(NODE_PATHS.outputFailure(row.id, 0), { key, json: { fence: claimed.fence, failure } });
  expect(await failed.json()).toMatchObject({ outcome: "accepted" });
});

test("a recording that cannot be split ends the job with the node's words", async ({ expect }) => {
  const { key } = await mintNode();
  const tenant = await mintTenant();
  const { row } = await mintJob(tenant);
  const report = { fence: FENCE, failure: { code: "audio_unreadable", detail: "this is no audio" } };
  await send(NODE_PATHS.planFailure(row.id), { key, json: report });
  await expect.poll(() => env.JOB.getByName(row.id).snapshot()).toMatchObject({ status: "failed" });
  const failed = await send(`/v1/transcriptions/${row.id}`, { key: tenant.apiKey });
  expect(await failed.json()).toMatchObject({ status: "failed", error: "this is no audio" });
});

test("a report that is not in the contract's form is refused before it reaches a job", async ({ expect }) => {
  const { key } = await mintNode();
  const { row } = await mintJob(await mintTenant());
  expect((await send(NODE_PATHS.plan(row.id), { key, json: { spans: [] } })).status).toBe(400);
  expect((await send(NODE_PATHS.output(row.id, 0), { key, json: {} })).status).toBe(400);
});

test("an upload is no audio of a job that was never made", async ({ expect }) => {
  const { key } = await mintNode();
  await mintUpload(await mintTenant());
  expect((await send(NODE_PATHS.audio(newId()), { key })).status).toBe(404);
});
