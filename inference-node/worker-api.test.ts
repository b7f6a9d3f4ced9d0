import { test } from "vitest";
import { apiOf, splitMessage } from "./testing/factories.ts";
import { openCloud } from "./testing/scripted-cloud.ts";
import { WorkerApi } from "./worker-api.ts";

const audio = Uint8Array.from({ length: 100 }, (_, index) => index);
const { jobId, source } = splitMessage(audio);
const { signal } = new AbortController();
const NO_RETRY = { retries: 0, minTimeout: 0, maxTimeout: 0 };

test("reads a range of the pinned audio", async ({ expect, onTestFinished }) => {
  const cloud = await openCloud(onTestFinished, { audio });
  expect(await apiOf(cloud).readAudio(jobId, source, 10, 5, signal)).toEqual(audio.slice(10, 15));
  const [request] = cloud.requests;
  expect(request?.path).toBe(`/node/v1/jobs/${jobId}/audio?key=t%2F1%2Fu%2F2`);
  expect(request?.headers).toMatchObject({
    "if-match": '"etag"',
    range: "bytes=10-14",
    authorization: "Bearer node-key",
  });
});

test("does not repeat a call that was refused", async ({ expect, onTestFinished }) => {
  const cloud = await openCloud(onTestFinished, { intercept: () => ({ status: 412 }) });
  await expect(apiOf(cloud).readAudio(jobId, source, 0, 5, signal)).rejects.toMatchObject({ code: "audio_changed" });
  expect(cloud.requests).toHaveLength(1);
});

test("keeps the code and detail of a problem answer", async ({ expect, onTestFinished }) => {
  const json = { code: "audio_missing", detail: "deleted yesterday" };
  const cloud = await openCloud(onTestFinished, { intercept: () => ({ status: 404, json }) });
  await expect(apiOf(cloud).getSlice(jobId, 0, signal)).rejects.toMatchObject(json);
});

test("repeats a call on 5xx and 429 until it succeeds", async ({ expect, onTestFinished }) => {
  const statuses = [500, 429];
  const cloud = await openCloud(onTestFinished, {
    audio,
    intercept: () => {
      const status = statuses.pop();
      return status === undefined ? undefined : { status };
    },
  });
  expect(await apiOf(cloud).readAudio(jobId, source, 0, 3, signal)).toEqual(audio.slice(0, 3));
  expect(cloud.requests).toHaveLength(3);
});

test("gives up on a deployment that stays broken, with a retryable fault", async ({ expect, onTestFinished }) => {
  const cloud = await openCloud(onTestFinished, { intercept: () => ({ status: 502 }) });
  await expect(apiOf(cloud).getSlice(jobId, 0, signal)).rejects.toMatchObject({ code: "storage_unavailable" });
  expect(cloud.requests).toHaveLength(4);
});

test("reports an unreachable deployment as a retryable fault", async ({ expect }) => {
  const nowhere = new WorkerApi({ baseUrl: "http://127.0.0.1:1", key: "key", fetch, retry: NO_RETRY });
  const beating = nowhere.heartbeat({ models: [], device: "cpu", chunksInFlight: 0 }, signal);
  await expect(beating).rejects.toMatchObject({ code: "storage_unavailable" });
});

test("takes a shorter answer than it asked for as a broken one", async ({ expect, onTestFinished }) => {
  const cloud = await openCloud(onTestFinished, { audio: audio.subarray(0, 20) });
  const reading = apiOf(cloud).readAudio(jobId, source, 10, 50, signal);
  await expect(reading).rejects.toMatchObject({ code: "storage_unavailable" });
});

test("does not swallow a whole object when Range is ignored", async ({ expect, onTestFinished }) => {
  const cloud = await openCloud(onTestFinished, { intercept: () => ({ status: 200, bytes: audio }) });
  await expect(apiOf(cloud).readAudio(jobId, source, 0, 50, signal)).rejects.toMatchObject({ code: "internal" });
});

test("stores samples as little-endian and reads the same samples back", async ({ expect, onTestFinished }) => {
  const cloud = await openCloud(onTestFinished);
  const samples = Int16Array.of(9, 1, -2, 32_767, -32_768).subarray(1);
  await apiOf(cloud).putSlice(jobId, 4, samples, signal);
  expect(cloud.slices.get(`/node/v1/jobs/${jobId}/slices/4`)?.toString("hex")).toBe("0100feffff7f0080");
  expect(await apiOf(cloud).getSlice(jobId, 4, signal)).toEqual(samples);
});

test("rejects with the reason of the caller's signal", async ({ expect, onTestFinished }) => {
  const controller = new AbortController();
  const cloud = await openCloud(onTestFinished, {
    intercept: () => {
      controller.abort(new Error("draining"));
      return { status: 503 };
    },
  });
  await expect(apiOf(cloud).getSlice(jobId, 0, controller.signal)).rejects.toThrow("draining");
  expect(cloud.requests).toHaveLength(1);
});
