import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, test, vi } from "vitest";
import { z } from "zod";
import { callApi } from "../call-api.ts";
import { uploadFile } from "../upload-file.ts";
import { ChaosDeployment, kill } from "./chaos-deployment.ts";
import { ChaosNode } from "./chaos-node.ts";
import { writeRecording } from "./chaos-recording.ts";
import type { Watched } from "./chaos-watcher.ts";
import { flawsOf } from "./flaws-of.ts";
import { decodersOf } from "./processes.ts";
import { textOf } from "./watch.ts";

const PASSAGES = 6;
const PATIENCE = { timeout: 60_000, interval: 50 };

// Two minutes in all on a quiet machine. On one that has other things to do, the start of three nodes alone takes one.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 240_000 });

let cloud: ChaosDeployment;
let objectKey: string;
/** What the recording says when nothing goes wrong. */
let text: string;

beforeAll(async () => {
  const dataDir = await mkdtemp(join(tmpdir(), "voxedge-chaos-"));
  cloud = await ChaosDeployment.start(dataDir, 3);
  objectKey = await upload(PASSAGES);
  const { final, events } = await (await cloud.transcribe(objectKey)).done;
  text = final.text ?? "";
  const chunks = new Set(events.flatMap((event) => (event.event === "token" ? event.token.chunk_index : [])));
  if (chunks.size < 2 * PASSAGES) throw new Error(`${final.status} with ${chunks.size} chunks: ${final.error}`);
});

afterAll(async () => {
  await cloud.stop();
  await rm(cloud.dataDir, { recursive: true });
});

async function upload(passages: number): Promise<string> {
  const path = join(cloud.dataDir, `${passages}.wav`);
  return uploadFile(cloud.access, await writeRecording(path, passages), () => {});
}

/** How a watched job differs from an undisturbed one, as its watcher heard it; empty when it does not. */
function harmTo({ events, final }: Watched): string[] {
  return [
    ...(final.status === "completed" ? [] : [`it ${final.status}: ${final.error}`]),
    ...(final.text === text ? [] : [`its text is ${final.text}, not ${text}`]),
    ...(textOf(events) === text ? [] : [`${textOf(events)} was heard, not ${text}`]),
    ...flawsOf(events),
  ];
}

/** Whether all messages of a job are out, whether they arrive or not. */
function isSent(id: string): boolean {
  const leases = cloud.leasesOf(id);
  return leases.length > 0 && leases.every(({ state }) => state === "sent");
}

/** Numbers from 0 to 1 that follow from the seed: a linear congruential generator. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 1_103_515_245 + 12_345) % 2 ** 31) / 2 ** 31;
}

describe("a node", () => {
  /** A node that holds a chunk of a new job and does not get on with it. */
  async function occupy(onTestFinished: (cleanUp: () => Promise<void>) => void, count = 1) {
    const nodes = await Promise.all(Array.from({ length: count }, () => ChaosNode.start(cloud)));
    for (const node of nodes) onTestFinished(() => node.end());
    for (const node of nodes) node.freezeEngines();
    const job = await cloud.transcribe(objectKey);
    await job.untilPlanned();
    await Promise.all(nodes.map((node) => node.untilBusy()));
    return { job, nodes };
  }

  test("that is killed at its work is replaced", async ({ expect, onTestFinished }) => {
    const { job, nodes } = await occupy(onTestFinished);
    for (const node of nodes) node.signal("SIGKILL");
    const watched = await job.done;
    expect(harmTo(watched)).toEqual([]);
    expect(watched.connects).toBe(1);
  });

  test("that was frozen and comes back too late is refused", async ({ expect, onTestFinished }) => {
    const { job, nodes } = await occupy(onTestFinished, 2);
    const [frozen, slow] = nodes;
    frozen?.signal("SIGSTOP");
    // The slow one is alive and keeps its chunk; the frozen one's is done by another node.
    const unfinished = () => cloud.leasesOf(job.id).filter(({ state }) => state !== "done").length;
    await expect.poll(unfinished, PATIENCE).toBe(1);
    frozen?.thawEngines();
    frozen?.signal("SIGCONT");
    await frozen?.untilFailed(1);
    slow?.thawEngines();
    expect(harmTo(await job.done)).toEqual([]);
  });

  test("that is told to stop hands its chunk back and is gone within 10 s", async ({ expect, onTestFinished }) => {
    const { job, nodes } = await occupy(onTestFinished);
    const startedAt = performance.now();
    for (const node of nodes) node.signal("SIGTERM");
    const [code] = await Promise.all(nodes.map((node) => node.exited()));
    expect(code).toBe(0);
    expect(performance.now() - startedAt).toBeLessThan(10_000);
    expect(harmTo(await job.done)).toEqual([]);
  });
});

describe("the deployment", () => {
  test("loses workerd, and its watchers go on where they were", async ({ expect }) => {
    const job = await cloud.transcribe(objectKey);
    await job.untilText();
    process.kill((await cloud.pids()).workerd, "SIGKILL");
    const watched = await job.done;
    expect(harmTo(watched)).toEqual([]);
    expect(watched.connects).toBeGreaterThan(1);
  });

  test("loses everything but its disk, and jobs go on where they were", async ({ expect }) => {
    const job = await cloud.transcribe(objectKey);
    await job.untilText();
    await cloud.crash();
    const watched = await job.done;
    expect(harmTo(watched)).toEqual([]);
    expect(watched.connects).toBeGreaterThan(1);
  });
});

describe("a queue", () => {
  afterEach(async () => {
    for (const queue of ["split", "chunks"] as const) await cloud.setDeliveries(queue, 1);
  });

  test("delivers everything twice, and nothing is heard twice", async ({ expect }) => {
    for (const queue of ["split", "chunks"] as const) await cloud.setDeliveries(queue, 2);
    expect(harmTo(await (await cloud.transcribe(objectKey)).done)).toEqual([]);
  });

  test("loses messages, and its jobs send them again", async ({ expect }) => {
    await cloud.setDeliveries("chunks", 0);
    const chunkless = await cloud.transcribe(objectKey);
    await chunkless.untilPlanned();
    await cloud.setDeliveries("chunks", 1);
    await cloud.setDeliveries("split", 0);
    const unsplit = await cloud.transcribe(objectKey);
    await expect.poll(() => isSent(unsplit.id), PATIENCE).toBe(true);
    await cloud.setDeliveries("split", 1);
    const both = await Promise.all([chunkless.done, unsplit.done]);
    for (const watched of both) expect(harmTo(watched)).toEqual([]);
  });
});

describe("a recording", () => {
  test("that crashes every decoder is unreadable, and the others go on", async ({ expect }) => {
    const other = await cloud.transcribe(objectKey);
    await other.untilPlanned();
    const poison = await cloud.transcribe(objectKey);
    const { nodes } = await cloud.pids();
    const over = new AbortController();
    const watched = poison.done.finally(() => over.abort());
    while (!over.signal.aborted) {
      for (const pid of nodes.flatMap((node) => decodersOf(node))) kill(pid);
      await sleep(10);
    }
    const { final, events } = await watched;
    expect(final).toMatchObject({ status: "failed", error: expect.stringContaining("crashed"), text: null });
    expect(flawsOf(events)).toEqual([]);
    expect((await cloud.pids()).nodes).toEqual(nodes);
    expect(harmTo(await other.done)).toEqual([]);
  });

  test("that is gone or changed before anyone read it fails its job at once", async ({ expect, onTestFinished }) => {
    const [gone, changed] = [await upload(1), await upload(1)];
    onTestFinished(() => cloud.setDeliveries("split", 1));
    await cloud.setDeliveries("split", 0);
    const jobs = [await cloud.transcribe(gone), await cloud.transcribe(changed)];
    await expect.poll(() => jobs.every(({ id }) => isSent(id)), PATIENCE).toBe(true);
    await cloud.callBucket("DELETE", gone);
    await cloud.callBucket("PUT", changed, "RIFF");
    await cloud.setDeliveries("split", 1);
    const [first, second] = await Promise.all(jobs.map(({ done }) => done));
    expect(first?.final).toMatchObject({ status: "failed", error: "the audio is no longer stored" });
    expect(second?.final).toMatchObject({ status: "failed", error: "the audio changed after the job was created" });
    // Sent twice because the first was lost; no retry came after the verdict.
    for (const { id } of jobs) expect(cloud.leasesOf(id)).toMatchObject([{ epoch: 2 }]);
  });
});

test("while the index is down, jobs finish and none is half made", async ({ expect }) => {
  const Page = z.object({ count: z.int(), items: z.array(z.object({ id: z.string(), status: z.string() })) });
  const list = () => callApi(cloud.access, "/v1/transcriptions", Page);
  const job = await cloud.transcribe(objectKey);
  await job.untilText();
  const { count } = await list();
  const unlock = cloud.lockIndex();
  try {
    const refused = await fetch(`${cloud.access.url}/v1/transcriptions`, {
      method: "POST",
      headers: { authorization: `Bearer ${cloud.access.apiKey}`, "content-type": "application/json" },
      body: JSON.stringify({ object_key: objectKey }),
    });
    expect([refused.status, await refused.json()]).toEqual([
      503,
      { error: "storage is unavailable, try again", code: "storage_unavailable", request_id: expect.any(String) },
    ]);
    expect(refused.headers.get("retry-after")).toBe("1");
    expect(harmTo(await job.done)).toEqual([]);
  } finally {
    unlock();
  }
  const status = async () => (await list()).items.find(({ id }) => id === job.id)?.status;
  await expect.poll(status, PATIENCE).toBe("completed");
  expect((await list()).count).toBe(count);
});

test("nodes killed at random harm no job", async ({ expect, onTestFailed }) => {
  const seed = Number(process.env["CHAOS_SEED"] ?? Date.now() % 1_000_000);
  onTestFailed(() => console.error(`CHAOS_SEED=${seed}`));
  const random = randomFrom(seed);
  const jobs = [await cloud.transcribe(objectKey), await cloud.transcribe(objectKey)];
  for (const endsAt = Date.now() + 15_000; Date.now() < endsAt;) {
    await sleep(1000 + random() * 1000);
    const { nodes } = await cloud.pids();
    const victim = nodes[Math.floor(random() * nodes.length)];
    if (victim !== undefined) kill(victim);
    // So that there is work to harm until the end.
    if (random() < 0.5) jobs.push(await cloud.transcribe(objectKey));
  }
  for (const { done } of jobs) expect(harmTo(await done)).toEqual([]);
  await expect.poll(() => cloud.countWaiting(), PATIENCE).toBe(0);
});
