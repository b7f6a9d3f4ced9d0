import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, test } from "vitest";
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

async function send(name: string, { after = "", refusals = 0 } = {}) {
  await fetch(`${stack.url}/errand`, { method: "POST", body: JSON.stringify({ name, after, refusals }) });
}

async function rowsOf(queue: string): Promise<string[]> {
  const response = await fetch(`${stack.url}/dead-letters`);
  const rows = Consumed.parse(await response.json()).filter((row) => row.queue === queue);
  return rows.map(({ body }) => body);
}

/** How often the consumer has finished a message of this name. */
async function timesConsumed(name: string): Promise<number> {
  return (await rowsOf("errands")).filter((body) => body.includes(`"name":"${name}"`)).length;
}

test("a slow message keeps none waiting that came after it", async ({ expect }) => {
  await send("slow", { after: "quick" });
  await expect.poll(() => rowsOf("taken up")).toContain("slow");
  await send("quick");
  await expect.poll(() => timesConsumed("slow")).toBe(1);
});

test("a message that the consumer gives back comes again, and four times at most", async ({ expect }) => {
  await send("twice refused", { refusals: 2 });
  await send("always refused", { refusals: 9 });
  await expect.poll(() => timesConsumed("twice refused")).toBe(1);
  await send("after");
  await expect.poll(() => timesConsumed("after")).toBe(1);
  expect(await timesConsumed("always refused")).toBe(0);
});

test("a message in the hands of a killed workerd is handed out again", async ({ expect }) => {
  await send("cut short", { after: "restart" });
  await expect.poll(() => rowsOf("taken up")).toContain("cut short");
  process.kill(stack.workerdPid(), "SIGKILL");
  await expect
    .poll(() =>
      send("restart").then(
        () => true,
        () => false,
      ),
    )
    .toBe(true);
  await expect.poll(() => timesConsumed("cut short")).toBe(1);
});
