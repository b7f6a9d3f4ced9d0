import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, test, vi } from "vitest";
import { z } from "zod";
import { startStack, type Stack } from "./stack.ts";

const FIXTURE = join(import.meta.dirname, "fixture/wrangler.toml");
const SECRETS = { R2_ACCESS_KEY_ID: "00aa", R2_SECRET_ACCESS_KEY: "00bb", QUEUES_API_TOKEN: "account-token" };
const Consumed = z.array(z.object({ queue: z.string(), body: z.string() }));

let dataDir: string;
let stack: Stack;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "voxedge-push-"));
  stack = await startStack({ port: 0, dataDir, secrets: SECRETS, configPath: FIXTURE });
});
afterAll(async () => {
  await stack.stop();
  await rm(dataDir, { recursive: true, force: true });
});

async function send(name: string, { takesMs = 0, refusals = 0 } = {}): Promise<void> {
  await fetch(`${stack.url}/errand`, { method: "POST", body: JSON.stringify({ name, takesMs, refusals }) });
}

/** How often the consumer has finished a message of this name. */
async function timesConsumed(name: string): Promise<number> {
  const response = await fetch(`${stack.url}/dead-letters`);
  return Consumed.parse(await response.json()).filter(({ body }) => body.includes(`"${name}"`)).length;
}

test("a slow message keeps none waiting that came after it", async ({ expect }) => {
  await send("slow", { takesMs: 1500 });
  await send("quick");
  await vi.waitFor(async () => expect(await timesConsumed("quick")).toBe(1), 1200);
  expect(await timesConsumed("slow")).toBe(0);
  await vi.waitFor(async () => expect(await timesConsumed("slow")).toBe(1), 3000);
});

test("a message that the consumer gives back comes again, and four times at most", async ({ expect }) => {
  await send("twice refused", { refusals: 2 });
  await send("always refused", { refusals: 9 });
  await vi.waitFor(async () => expect(await timesConsumed("twice refused")).toBe(1), 3000);
  await send("after");
  await vi.waitFor(async () => expect(await timesConsumed("after")).toBe(1), 3000);
  expect(await timesConsumed("always refused")).toBe(0);
});

test("a message in the hands of a killed workerd is handed out again", async ({ expect }) => {
  await send("cut short", { takesMs: 400 });
  await sleep(100);
  process.kill(stack.workerdPid(), "SIGKILL");
  await vi.waitFor(async () => expect(await timesConsumed("cut short")).toBe(1), { timeout: 6000, interval: 100 });
});
