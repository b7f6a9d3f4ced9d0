import { mkdtemp, rm, stat } from "node:fs/promises";
import { createServer } from "node:net";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AwsClient } from "aws4fetch";
import { afterAll, beforeAll, test } from "vitest";
import { callQueuesApi } from "./call-queues-api.ts";
import { loadCredentials } from "./credentials.ts";
import { reservePort } from "./reserve-port.ts";
import { startStack, type Stack } from "./stack.ts";

const FIXTURE = join(import.meta.dirname, "fixture/wrangler.toml");
const SECRET_NAMES = ["R2_ACCESS_KEY_ID", "R2_SECRET_ACCESS_KEY", "QUEUES_API_TOKEN"];

let dataDir: string;
let stack: Stack;
let secrets: Readonly<Record<string, string>>;

async function start(): Promise<void> {
  ({ secrets } = await loadCredentials(dataDir, SECRET_NAMES));
  stack = await startStack({ port: 0, dataDir, secrets, configPath: FIXTURE });
}

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "voxedge-stack-"));
  await start();
});
afterAll(async () => {
  await stack.stop();
  await rm(dataDir, { recursive: true });
});

const UPLOAD_HEADERS = { "content-type": "audio/wav", "content-length": "4", "if-none-match": "*" };

async function presign(key: string, method: "PUT" | "GET", headers: Record<string, string> = {}): Promise<string> {
  const client = new AwsClient({
    accessKeyId: secrets["R2_ACCESS_KEY_ID"] ?? "",
    secretAccessKey: secrets["R2_SECRET_ACCESS_KEY"] ?? "",
    service: "s3",
    region: "auto",
  });
  const url = `${stack.url}/cdn-cgi/local/r2/s3/fixture-audio/${key}?X-Amz-Expires=900`;
  return (await client.sign(url, { method, headers, aws: { signQuery: true, allHeaders: true } })).url;
}

async function put(url: string, headers: Record<string, string>, body = "RIFF"): Promise<number> {
  return (await fetch(url, { method: "PUT", headers, body })).status;
}

test("a presigned PUT works once, with the signed headers only", async ({ expect }) => {
  const url = await presign("a.wav", "PUT", UPLOAD_HEADERS);
  expect(await put(url, { ...UPLOAD_HEADERS, "content-type": "text/html" })).toBe(403);
  expect(await put(url, { ...UPLOAD_HEADERS, "content-length": "5" }, "RIFFS")).toBe(403);
  expect(await put(url.replace("a.wav", "b.wav"), UPLOAD_HEADERS)).toBe(403);
  expect(await put(url, UPLOAD_HEADERS)).toBe(200);
  expect(await put(url, UPLOAD_HEADERS)).toBe(412);
});

test("a restart on the same folder keeps objects, messages, rows and secrets", async ({ expect }) => {
  await put(await presign("kept.wav", "PUT", UPLOAD_HEADERS), UPLOAD_HEADERS);
  await fetch(`${stack.url}/send`, { method: "POST", body: JSON.stringify({ body: "kept" }) });
  const before = secrets;
  await stack.stop();
  await start();
  expect(secrets).toEqual(before);
  expect(await (await fetch(await presign("kept.wav", "GET"))).text()).toBe("RIFF");
  // Answered from a table: its migration is not applied a second time.
  expect(await (await fetch(`${stack.url}/dead-letters`)).json()).toEqual([]);
  const { envelope } = await callQueuesApi({
    stackUrl: stack.url,
    token: secrets["QUEUES_API_TOKEN"] ?? "",
    queue: "split",
    operation: "messages/pull",
    body: {},
  });
  expect(envelope).toMatchObject({ result: { messages: [{ body: btoa('"kept"') }] } });
});

test("secrets are readable by their owner only", async ({ expect }) => {
  const { mode } = await stat(join(dataDir, "secrets.json"));
  expect(mode & 0o777).toBe(0o600);
});

test("a taken port is named in one clear line", async ({ expect }) => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" ? (address?.port ?? 0) : 0;
  await expect(reservePort(port)).rejects.toThrow(`port ${port} is already in use`);
  server.close();
});
