import { test } from "vitest";
import { PullQueue } from "./queue.ts";
import { openCloud, type ScriptedCloud } from "./testing/scripted-cloud.ts";

function queueOf(cloud: ScriptedCloud): PullQueue {
  const base = `${cloud.url}/node/v1/queues/chunks/messages`;
  return new PullQueue({ pullUrl: `${base}/pull`, ackUrl: `${base}/ack`, token: "token", fetch });
}

function pulled(...messages: object[]) {
  return { success: true, errors: [], messages: [], result: { messages } };
}

const envelope = { id: "1", attempts: 3, timestamp_ms: 0, lease_id: "lease" };

test("decodes the base64 of a JSON body", async ({ expect, onTestFinished }) => {
  const cloud = await openCloud(onTestFinished);
  cloud.queued.chunks.push({ text: "héllo" });
  const leases = await queueOf(cloud).pull({ batch_size: 2, wait_ms: 0 });
  expect(leases).toEqual([{ leaseId: "lease-1", attempt: 1, body: { text: "héllo" } }]);
});

test("takes a text body as it is, and a body that is not JSON as undefined", async ({ expect, onTestFinished }) => {
  const text = { ...envelope, body: "[1]", metadata: { "CF-Content-Type": "text" } };
  const broken = { ...envelope, body: "%%%" };
  const cloud = await openCloud(onTestFinished, { intercept: () => ({ json: pulled(text, broken) }) });
  const leases = await queueOf(cloud).pull({});
  expect(leases.map(({ body, attempt }) => [body, attempt])).toEqual([
    [[1], 3],
    [undefined, 3],
  ]);
});

test("sends its token and Cloudflare's field names", async ({ expect, onTestFinished }) => {
  const cloud = await openCloud(onTestFinished);
  await queueOf(cloud).pull({ batch_size: 7, visibility_timeout_ms: 120_000, wait_ms: 0 });
  expect(cloud.requests[0]?.headers.authorization).toBe("Bearer token");
  expect(JSON.parse(String(cloud.requests[0]?.body))).toEqual({
    batch_size: 7,
    visibility_timeout_ms: 120_000,
    wait_ms: 0,
  });
});

test("does not repeat a failed pull by itself", async ({ expect, onTestFinished }) => {
  const cloud = await openCloud(onTestFinished, { intercept: () => ({ status: 503 }) });
  await expect(queueOf(cloud).pull({})).rejects.toMatchObject({ code: "storage_unavailable" });
  expect(cloud.requests).toHaveLength(1);
});

test("takes a refusal that came after the status for a failed pull", async ({ expect, onTestFinished }) => {
  const refusal = { success: false, errors: [{ code: 503, message: "no" }], messages: [], result: null };
  const cloud = await openCloud(onTestFinished, { intercept: () => ({ json: refusal }) });
  await expect(queueOf(cloud).pull({})).rejects.toMatchObject({ code: "queue_unavailable" });
  expect(cloud.requests[0]?.headers["accept-encoding"]).toBe("identity");
});

test("refuses an answer of another form", async ({ expect, onTestFinished }) => {
  const cloud = await openCloud(onTestFinished, { intercept: () => ({ json: { hello: 1 } }) });
  await expect(queueOf(cloud).pull({})).rejects.toMatchObject({ code: "storage_unavailable" });
});

test("repeats an acknowledgement until it is heard", async ({ expect, onTestFinished }) => {
  let failures = 1;
  const cloud = await openCloud(onTestFinished, {
    intercept: () => (failures-- > 0 ? { status: 500 } : undefined),
  });
  await queueOf(cloud).settle({ acks: [{ lease_id: "a" }], retries: [{ lease_id: "b", delay_seconds: 4 }] });
  expect(cloud.settled).toEqual([{ acks: [{ lease_id: "a" }], retries: [{ lease_id: "b", delay_seconds: 4 }] }]);
});
