import { setTimeout as sleep } from "node:timers/promises";
import { type ExpectStatic, test, vi } from "vitest";
import { z } from "zod";
import { Metrics } from "./metrics.ts";
import { type Delivery, PullLoop, type PullLoopOptions } from "./pull-loop.ts";
import { PullQueue } from "./queue.ts";
import { NodeDraining } from "./shutdown.ts";
import { quietLog } from "./testing/factories.ts";
import { type CloudScript, openCloud } from "./testing/scripted-cloud.ts";
import { ACK, HAND_BACK, type Verdict } from "./work/verdict.ts";

type Work = (delivery: Delivery<number>) => Promise<Verdict>;

async function startLoop(
  onTestFinished: (finish: () => Promise<void>) => void,
  {
    work,
    concurrency = 2,
    waitMs = 20,
    aside,
    ...script
  }: CloudScript & Pick<PullLoopOptions<number>, "aside"> & { work: Work; concurrency?: number; waitMs?: number },
) {
  const cloud = await openCloud(onTestFinished, script);
  const base = `${cloud.url}/node/v1/queues/chunks/messages`;
  const stop = new AbortController();
  const abort = new AbortController();
  const metrics = new Metrics();
  const loop = new PullLoop({
    queue: new PullQueue({ pullUrl: `${base}/pull`, ackUrl: `${base}/ack`, token: "token", fetch }),
    schema: z.number(),
    work,
    concurrency,
    ...(aside && { aside }),
    shutdown: { stop: stop.signal, abort: abort.signal },
    log: quietLog,
    metrics,
    pacing: { waitMs, visibilityTimeoutMs: 1000, emptyMs: 20, backoff: { firstMs: 40, maxMs: 80 } },
  });
  const running = loop.run();
  running.catch(() => {});
  onTestFinished(async () => {
    stop.abort();
    abort.abort(new NodeDraining());
    await running.catch(() => {});
  });
  return { cloud, loop, running, stop, abort, metrics };
}

function settledOf(expect: ExpectStatic, settled: unknown[], count: number): Promise<void> {
  return vi.waitFor(() => expect(settled).toHaveLength(count), { interval: 2 });
}

test("settles each message by the verdict of its work", async ({ expect, onTestFinished }) => {
  const work: Work = async ({ message }) => (message === 1 ? ACK : { settle: "retry", delaySeconds: 7 });
  const { cloud } = await startLoop(onTestFinished, { work, concurrency: 1 });
  cloud.queued.chunks.push(1, 2);
  await settledOf(expect, cloud.settled, 2);
  expect(cloud.settled).toEqual([
    { acks: [{ lease_id: "lease-1" }], retries: [] },
    { acks: [], retries: [{ lease_id: "lease-2", delay_seconds: 7 }] },
  ]);
});

test("asks only for as many messages as it has room for, and for none without room", async ({
  expect,
  onTestFinished,
}) => {
  const gates = Array.from({ length: 5 }, () => Promise.withResolvers<Verdict>());
  const work: Work = ({ message }) => gates[message]?.promise ?? Promise.resolve(ACK);
  const { cloud, loop } = await startLoop(onTestFinished, { work, concurrency: 3 });
  cloud.queued.chunks.push(0);
  await vi.waitFor(() => expect(cloud.pulls.at(-1)?.batch_size).toBe(2), { interval: 2 });
  cloud.queued.chunks.push(1, 2, 3, 4);
  await vi.waitFor(() => expect(loop.room).toBe(0), { interval: 2 });
  const pulls = cloud.pulls.length;
  await sleep(40);
  expect(cloud.pulls).toHaveLength(pulls);
  expect(cloud.queued.chunks).toEqual([3, 4]);
  gates[1]?.resolve(ACK);
  await vi.waitFor(() => expect(cloud.queued.chunks).toEqual([4]), { interval: 2 });
  expect(cloud.pulls.at(-1)?.batch_size).toBe(1);
  for (const gate of gates) gate.resolve(ACK);
});

test("backs off from a queue that fails", async ({ expect, onTestFinished }) => {
  const { cloud, metrics } = await startLoop(onTestFinished, {
    work: async () => ACK,
    intercept: () => ({ status: 500 }),
  });
  await sleep(300);
  // Waits of 20 to 40, then 40 to 80 ms: at most 9 requests fit, and at least 4.
  expect(cloud.requests.length).toBeGreaterThanOrEqual(4);
  expect(cloud.requests.length).toBeLessThanOrEqual(9);
  expect(metrics.render(0)).toContain(`queue_errors_total ${cloud.requests.length}`);
});

test("does not spin on a server that answers empty pulls at once", async ({ expect, onTestFinished }) => {
  const { cloud } = await startLoop(onTestFinished, { work: async () => ACK, waitMs: 0 });
  await sleep(150);
  expect(cloud.pulls.length).toBeLessThanOrEqual(9);
});

test("goes on after failures", async ({ expect, onTestFinished }) => {
  let failures = 2;
  const { cloud } = await startLoop(onTestFinished, {
    work: async () => ACK,
    intercept: ({ path }) => (path.endsWith("/pull") && failures-- > 0 ? { status: 503 } : undefined),
  });
  cloud.queued.chunks.push(1);
  await settledOf(expect, cloud.settled, 1);
  expect(cloud.settled[0]?.acks).toEqual([{ lease_id: "lease-1" }]);
});

test("ends when its key is refused", async ({ expect, onTestFinished }) => {
  const { running, cloud } = await startLoop(onTestFinished, {
    work: async () => ACK,
    intercept: () => ({ status: 401, json: { code: "api_key_revoked" } }),
  });
  await expect(running).rejects.toMatchObject({ code: "api_key_revoked" });
  expect(cloud.requests).toHaveLength(1);
});

test("gives a malformed message back and does no work on it", async ({ expect, onTestFinished }) => {
  const worked: number[] = [];
  const work: Work = async ({ message }) => {
    worked.push(message);
    return ACK;
  };
  const { cloud } = await startLoop(onTestFinished, { work });
  cloud.queued.chunks.push({ not: "a number" });
  await settledOf(expect, cloud.settled, 1);
  expect(cloud.settled[0]?.retries).toEqual([{ lease_id: "lease-1", delay_seconds: 2 }]);
  expect(worked).toEqual([]);
});

test("gives a message back when its work throws, and lives on", async ({ expect, onTestFinished }) => {
  const work: Work = async ({ message }) => {
    if (message === 1) throw new Error("bug");
    return ACK;
  };
  const { cloud } = await startLoop(onTestFinished, { work, concurrency: 1 });
  cloud.queued.chunks.push(1, 2);
  await settledOf(expect, cloud.settled, 2);
  expect(cloud.settled[0]?.retries).toHaveLength(1);
  expect(cloud.settled[1]?.acks).toHaveLength(1);
});

test("hands back at once what its last pull brings after the stop", async ({ expect, onTestFinished }) => {
  const worked: number[] = [];
  const work: Work = async ({ message }) => {
    worked.push(message);
    return ACK;
  };
  const { cloud, running, stop } = await startLoop(onTestFinished, { work, waitMs: 5000 });
  await vi.waitFor(() => expect(cloud.pulls).toHaveLength(1), { interval: 2 });
  stop.abort();
  cloud.queued.chunks.push(1, 2);
  await running;
  expect(worked).toEqual([]);
  expect(cloud.pulls).toHaveLength(1);
  expect(cloud.settled).toEqual([
    {
      acks: [],
      retries: [
        { lease_id: "lease-1", delay_seconds: 0 },
        { lease_id: "lease-2", delay_seconds: 0 },
      ],
    },
  ]);
});

test("finishes running work after the stop", async ({ expect, onTestFinished }) => {
  const gate = Promise.withResolvers<Verdict>();
  const { cloud, loop, running, stop } = await startLoop(onTestFinished, { work: () => gate.promise, concurrency: 1 });
  cloud.queued.chunks.push(1);
  await vi.waitFor(() => expect(loop.inFlight).toBe(1), { interval: 2 });
  stop.abort();
  gate.resolve(ACK);
  await running;
  expect(cloud.settled).toEqual([{ acks: [{ lease_id: "lease-1" }], retries: [] }]);
});

test("hands back work that outlasts the grace", async ({ expect, onTestFinished }) => {
  const work: Work = ({ signal }) =>
    new Promise((resolve) => {
      signal.addEventListener("abort", () => resolve(HAND_BACK));
    });
  const { cloud, loop, running, stop, abort } = await startLoop(onTestFinished, { work, concurrency: 1 });
  cloud.queued.chunks.push(1);
  await vi.waitFor(() => expect(loop.inFlight).toBe(1), { interval: 2 });
  stop.abort();
  abort.abort(new NodeDraining());
  await running;
  expect(cloud.settled).toEqual([{ acks: [], retries: [{ lease_id: "lease-1", delay_seconds: 0 }] }]);
});

test("runs adopted work in its slots, ahead of messages that wait", async ({ expect, onTestFinished }) => {
  const order: string[] = [];
  const gate = Promise.withResolvers<void>();
  const work: Work = async ({ message }) => {
    order.push(`message ${message}`);
    return ACK;
  };
  const { cloud, loop } = await startLoop(onTestFinished, { work, concurrency: 1, waitMs: 200 });
  await vi.waitFor(() => expect(cloud.pulls).toHaveLength(1), { interval: 2 });
  loop.adopt(() => gate.promise);
  expect(loop.room).toBe(0);
  cloud.queued.chunks.push(1);
  await vi.waitFor(() => expect(loop.inFlight).toBe(2), { interval: 2 });
  loop.adopt(async () => void order.push("adopted"));
  gate.resolve();
  await settledOf(expect, cloud.settled, 1);
  expect(order).toEqual(["adopted", "message 1"]);
});

test("takes work aside beside that in its slots, and gives back what is too much of it", async ({
  expect,
  onTestFinished,
}) => {
  const gate = Promise.withResolvers<Verdict>();
  const seen: number[] = [];
  const work: Work = ({ message }) => {
    seen.push(message);
    return message >= 100 ? gate.promise : Promise.resolve(ACK);
  };
  const aside = { takes: (message: number) => message >= 100, concurrency: 2 };
  const { cloud, loop } = await startLoop(onTestFinished, { work, concurrency: 1, aside });
  cloud.queued.chunks.push(100, 101, 102, 1);
  await settledOf(expect, cloud.settled, 2);
  expect(seen).toEqual([100, 101, 1]);
  expect(cloud.settled[0]?.retries).toEqual([{ lease_id: "lease-3", delay_seconds: 1 }]);
  await vi.waitFor(() => expect([loop.inFlight, loop.room]).toEqual([2, 1]), { interval: 2 });
  gate.resolve(ACK);
  await settledOf(expect, cloud.settled, 4);
});
