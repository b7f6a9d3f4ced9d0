import { test } from "vitest";
import { sendHeartbeats } from "./heartbeat.ts";
import { apiOf, quietLog } from "./testing/factories.ts";
import { openCloud } from "./testing/scripted-cloud.ts";

test("tells the node's state at each beat until it is stopped", async ({ expect, onTestFinished }) => {
  const cloud = await openCloud(onTestFinished);
  const stop = new AbortController();
  let chunksInFlight = 0;
  const state = () => ({ models: ["a"], device: "cpu", chunksInFlight: chunksInFlight++ });
  const beating = sendHeartbeats({ api: apiOf(cloud), state, stop: stop.signal, log: quietLog, everyMs: 5 });
  await expect.poll(() => cloud.heartbeats.length).toBeGreaterThanOrEqual(2);
  stop.abort();
  await beating;
  expect(cloud.heartbeats[0]).toEqual({ models: ["a"], device: "cpu", chunksInFlight: 0 });
  expect(cloud.heartbeats[1]?.chunksInFlight).toBe(1);
});

test("beats on while the deployment is broken", async ({ expect, onTestFinished }) => {
  let failures = 4;
  const cloud = await openCloud(onTestFinished, {
    intercept: () => (failures-- > 0 ? { status: 500 } : undefined),
  });
  const stop = new AbortController();
  const state = () => ({ models: [], device: "cpu", chunksInFlight: 0 });
  const beating = sendHeartbeats({ api: apiOf(cloud), state, stop: stop.signal, log: quietLog, everyMs: 1 });
  await expect.poll(() => cloud.heartbeats.length).toBeGreaterThan(0);
  stop.abort();
  await beating;
});

test("ends when the key is refused", async ({ expect, onTestFinished }) => {
  const cloud = await openCloud(onTestFinished, { intercept: () => ({ status: 401 }) });
  const state = () => ({ models: [], device: "cpu", chunksInFlight: 0 });
  const stop = new AbortController().signal;
  const beating = sendHeartbeats({ api: apiOf(cloud), state, stop, log: quietLog, everyMs: 1 });
  await expect(beating).rejects.toMatchObject({ code: "api_key_invalid" });
});
