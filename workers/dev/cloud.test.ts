import { createServer } from "node:http";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, test } from "vitest";
import { PullResponse, type PulledMessage } from "../../src/contract/node-api.ts";
import { callQueuesApi } from "./call-queues-api.ts";
import { startStack, type Stack } from "./stack.ts";

const FIXTURE = join(import.meta.dirname, "fixture/wrangler.toml");
const SECRETS = { R2_ACCESS_KEY_ID: "00aa", R2_SECRET_ACCESS_KEY: "00bb", QUEUES_API_TOKEN: "account-token" };

let dataDir: string;
let stack: Stack;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "voxedge-cloud-"));
  stack = await startStack({ port: 0, dataDir, secrets: SECRETS, configPath: FIXTURE });
});
afterAll(async () => {
  await stack.stop();
  await rm(dataDir, { recursive: true, force: true });
});
beforeEach(async () => {
  await call("purge", { delete_messages_permanently: true });
  await call("__dev", { deliveries: 1 });
});

function call(operation: string, body: unknown, token: string = SECRETS.QUEUES_API_TOKEN, queue = "split") {
  return callQueuesApi({ stackUrl: stack.url, token, queue, operation, body });
}

async function pull(visibilityTimeoutMs = 30_000, batchSize = 10): Promise<PulledMessage[]> {
  const { envelope } = await call("messages/pull", {
    batch_size: batchSize,
    visibility_timeout_ms: visibilityTimeoutMs,
  });
  return PullResponse.parse(envelope).result?.messages ?? [];
}

async function askWorker(path: string, body?: string): Promise<unknown> {
  const response = await fetch(`${stack.url}${path}`, body === undefined ? {} : { method: "POST", body });
  return await response.json();
}

function send(message: unknown): Promise<unknown> {
  return askWorker("/send", JSON.stringify(message));
}

const leasesOf = (messages: readonly PulledMessage[]) => messages.map(({ lease_id }) => ({ lease_id }));

describe("a pull", () => {
  test("gives what the Worker sent, json in base64 and text as it is", async ({ expect }) => {
    await send({ body: { jobId: "1" } });
    await send({ body: "ça va", contentType: "text" });
    const [json, text] = await pull();
    expect(json).toMatchObject({ body: btoa('{"jobId":"1"}'), attempts: 1, metadata: { "CF-Content-Type": "json" } });
    expect(text).toMatchObject({ body: "ça va", attempts: 1, metadata: { "CF-Content-Type": "text" } });
  });

  test("hides a leased message until its visibility timeout has passed", async ({ expect }) => {
    await send({ body: 1 });
    const [first] = await pull(300);
    expect(await pull()).toEqual([]);
    await sleep(310);
    const [second] = await pull();
    expect(second).toMatchObject({ id: first?.id, attempts: 2 });
    expect(second?.lease_id).not.toBe(first?.lease_id);
  });

  test("leaves out a message whose delay has not passed", async ({ expect }) => {
    await send({ body: "later", delaySeconds: 60 });
    expect(await pull()).toEqual([]);
  });

  test("gives no more than the batch size, oldest first", async ({ expect }) => {
    for (const body of ["1", "2", "3"]) await call("messages", { body, content_type: "text" });
    expect((await pull(30_000, 2)).map(({ body }) => body)).toEqual(["1", "2"]);
  });

  test("gives each message to one of many pullers", async ({ expect }) => {
    const messages = Array.from({ length: 40 }, (_, index) => ({ body: String(index), content_type: "text" }));
    await call("messages/batch", { messages });
    const pulled = await Promise.all(Array.from({ length: 8 }, () => pull()));
    expect(new Set(pulled.flat().map(({ body }) => body)).size).toBe(40);
    expect(pulled.flat()).toHaveLength(40);
  });
});

describe("an ack", () => {
  test("removes the message, and a second one changes nothing", async ({ expect }) => {
    await send({ body: 1 });
    const acks = leasesOf(await pull(0));
    expect((await call("messages/ack", { acks })).envelope).toMatchObject({ result: { ackCount: 1 } });
    expect((await call("messages/ack", { acks })).envelope).toMatchObject({ success: true, result: { ackCount: 0 } });
    expect(await pull()).toEqual([]);
  });

  test("is accepted after the lease ran out and another node has the message", async ({ expect }) => {
    await send({ body: 1 });
    const late = leasesOf(await pull(0));
    await pull(0);
    await call("messages/ack", { acks: late });
    expect(await pull()).toEqual([]);
  });

  test("can ask for the message again at once or after a delay", async ({ expect }) => {
    await send({ body: 1 });
    await call("messages/ack", { retries: leasesOf(await pull()) });
    const again = await pull();
    expect(again).toMatchObject([{ attempts: 2 }]);
    await call("messages/ack", { retries: again.map(({ lease_id }) => ({ lease_id, delay_seconds: 60 })) });
    expect(await pull()).toEqual([]);
  });

  test("cannot give back a message under a lease that another node has replaced", async ({ expect }) => {
    await send({ body: 1 });
    const stale = leasesOf(await pull(0));
    await pull();
    const { envelope } = await call("messages/ack", { retries: stale });
    expect(envelope).toMatchObject({ result: { retryCount: 0 } });
    expect(await pull()).toEqual([]);
  });
});

test("a message goes to the Worker's dead-letter handler after four deliveries, pulled again or not", async ({
  expect,
}) => {
  await send({ body: { poison: true } });
  const attempts: number[] = [];
  for (let delivery = 0; delivery < 4; delivery++) attempts.push(...(await pull(0)).map((one) => one.attempts));
  expect(attempts).toEqual([1, 2, 3, 4]);
  await expect.poll(() => askWorker("/dead-letters")).toEqual([{ queue: "split-dlq", body: '{"poison":true}' }]);
  expect(await pull()).toEqual([]);
});

test("the test control delivers a message twice, or never", async ({ expect }) => {
  await call("__dev", { deliveries: 2 });
  await send({ body: 1 });
  const [one, two] = await pull();
  expect(two).toMatchObject({ id: one?.id, attempts: 1 });
  await call("purge", { delete_messages_permanently: true });
  await call("__dev", { deliveries: 0 });
  await send({ body: 1 });
  expect(await pull()).toEqual([]);
});

describe("refuses", () => {
  test("a wrong token, an unknown queue, an unknown route and a malformed lease", async ({ expect }) => {
    expect(await call("messages/pull", {}, "wrong")).toMatchObject({ status: 401, envelope: { success: false } });
    expect(await call("messages/pull", {}, SECRETS.QUEUES_API_TOKEN, "nowhere")).toMatchObject({ status: 404 });
    expect(await call("messages/peek", {})).toMatchObject({ status: 404 });
    expect(await call("messages/ack", { acks: [{ lease_id: "?" }] })).toMatchObject({ status: 400 });
  });

  test("a message over 128 KB", async ({ expect }) => {
    const answer = await call("messages", { body: "x".repeat(128_000), content_type: "text" });
    expect(answer).toMatchObject({
      status: 400,
      envelope: { errors: [{ message: expect.stringContaining("exceeds the limit") }] },
    });
  });
});

test("the Worker reaches the Queues API and the rest of the network by plain fetch", async ({ expect }) => {
  await send({ body: 1 });
  expect(await askWorker("/pull")).toMatchObject({ success: true, result: { messages: [{ attempts: 1 }] } });
  const server = createServer((_, response) => response.end('"outside"')).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  expect(await askWorker("/forward", `http://127.0.0.1:${port}/`)).toBe("outside");
  server.close();
});

test("a name does not lead the Worker to a private address, whoever resolves it", async ({ expect }) => {
  let connections = 0;
  const server = createServer(() => connections++).listen(0);
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  await fetch(`${stack.url}/forward`, { method: "POST", body: `http://${hostname()}:${port}/` });
  expect(connections).toBe(0);
  server.close();
});

test("a sent message outlives a workerd killed right after the answer", async ({ expect }) => {
  await send({ body: "durable", contentType: "text" });
  const killed = stack.workerdPid();
  process.kill(killed, "SIGKILL");
  const bodies = () =>
    pull(0).then(
      (messages) => messages.map(({ body }) => body),
      () => "not up yet",
    );
  await expect.poll(bodies, { interval: 100 }).toEqual(["durable"]);
  expect(stack.workerdPid()).not.toBe(killed);
});
