import { createHash, createHmac } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, test } from "vitest";
import { z } from "zod";
import { type ApiAccess, callApi } from "../call-api.ts";
import { type Deployment, readReadyFile, startDeployment } from "./deployment.ts";
import { GREETING } from "./recordings.ts";
import { submit } from "./transcribe.ts";
import { finalOf, watchAll } from "./watch.ts";
import { openWebhookReceiver, type ReceivedWebhook } from "./webhook-receiver.ts";

const Endpoint = z.object({
  id: z.string(),
  secrets: z.tuple([z.object({ key: z.string(), standard_key: z.string() })]),
});
type Endpoint = z.infer<typeof Endpoint>;

const Deliveries = z.array(
  z.object({ delivery_id: z.string(), event_id: z.string(), response_status: z.int().nullable() }),
);
const Ticket = z.object({ delivery_tag: z.string(), endpoint_id: z.string(), url: z.string() });
const Told = z.object({
  job_id: z.string(),
  result: z.object({ data: z.array(z.object({ transcript: z.string() })) }),
});

let dataDir: string;
let deployment: Deployment;
let access: ApiAccess;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "voxedge-webhooks-"));
  const configFile = join(dataDir, "config.json");
  await writeFile(configFile, JSON.stringify({ allow_private_webhooks: true }));
  deployment = await startDeployment(dataDir, { configFile });
  access = { url: deployment.ready.url, apiKey: deployment.ready.api_key };
});
afterAll(async () => {
  await deployment.stop();
  await rm(dataDir, { recursive: true });
});

function callWebhooks<T>(path: string, schema: z.ZodType<T>, body?: unknown): Promise<T> {
  return callApi(access, `/v2/speech/webhooks${path}`, schema, body);
}

function deliveriesOf({ id }: Endpoint) {
  return callWebhooks(`/endpoints/${id}/deliveries`, Deliveries);
}

/** As a receiver would: by both documents and by the library of Standard Webhooks. Gives what it was told. */
function verify({ headers, body }: ReceivedWebhook, { secrets: [{ key, standard_key: standardKey }] }: Endpoint) {
  const parts = new Map((headers["x-prosa-signature"] ?? "").split(",").map((part) => partOf(part)));
  const hash = createHash("sha256").update(`${key}.${body}`).digest("hex");
  const mac = createHmac("sha256", key)
    .update(`${parts.get("t")}.${body}`)
    .digest("hex");
  if (parts.get("v1") !== hash || parts.get("v2") !== mac) throw new Error("the signature is not that of the body");
  return Told.parse(new Webhook(standardKey).verify(body, headers));
}

function partOf(text: string): [string, string] {
  const [name = "", value = ""] = text.split("=");
  return [name, value];
}

test("a job that completed is told with valid signatures, and once more by a replay after a failure", async ({
  expect,
}) => {
  await using receiver = await openWebhookReceiver((response, delivery) => {
    response.writeHead(delivery === 0 ? 500 : 204).end();
  });
  const endpoint = await callWebhooks("/endpoints", Endpoint, { url: receiver.url });
  const id = await submit(access, GREETING);
  const { text } = finalOf(await watchAll(access, id));
  await receiver.until(1);
  const [first] = receiver.received;
  if (first === undefined) throw new Error("nothing was received");
  expect(first.headers).toMatchObject({ "user-agent": "prosa-speech-api", "x-prosa-event": "stt.jobs.completed" });
  const told = verify(first, endpoint);
  expect([told.job_id, told.result.data.map(({ transcript }) => transcript).join(" ")]).toEqual([id, text]);

  await expect.poll(() => deliveriesOf(endpoint), { timeout: 20_000 }).toMatchObject([{ response_status: 500 }]);
  const [failed] = await deliveriesOf(endpoint);
  const ticket = await callWebhooks(`/deliveries/${failed?.delivery_id}/replay`, Ticket, {});
  expect(ticket).toMatchObject({ endpoint_id: endpoint.id, url: receiver.url });
  await receiver.until(2);
  const [, second] = receiver.received;
  expect(second?.body).toBe(first.body);
  expect(second?.headers["x-prosa-event-uuid"]).toBe(first.headers["x-prosa-event-uuid"]);
  if (second !== undefined) verify(second, endpoint);
  await expect
    .poll(() => deliveriesOf(endpoint), { timeout: 20_000 })
    .toMatchObject([{ response_status: 204 }, { response_status: 500 }]);
});

test("a Worker that is killed between sending and recording sends the event once more", async ({ expect }) => {
  await using receiver = await openWebhookReceiver((response, delivery) => {
    // The first sender gets no answer: it dies waiting.
    if (delivery > 0) response.writeHead(204).end();
  });
  const endpoint = await callWebhooks("/endpoints", Endpoint, { url: receiver.url });
  const id = await submit(access, GREETING);
  await receiver.until(1);
  const { pids } = await readReadyFile(deployment.readyFile);
  process.kill(pids.workerd, "SIGKILL");
  await receiver.until(2);
  const [first, second] = receiver.received;
  if (first === undefined || second === undefined) throw new Error("it was not received twice");
  expect(second.body).toBe(first.body);
  expect(second.headers["webhook-id"]).toBe(first.headers["webhook-id"]);
  expect(verify(second, endpoint).job_id).toBe(id);
  await expect.poll(() => deliveriesOf(endpoint), { timeout: 20_000 }).toMatchObject([{ response_status: 204 }]);
});
