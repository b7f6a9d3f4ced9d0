import { evictDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { test } from "vitest";
import { newId } from "../contract/ids.ts";
import { mintJob, mintTenant } from "../testing/factories.ts";
import { recognizeJob } from "../testing/recognize.ts";
import { waitForJob } from "./wait-for-job.ts";

const LONG_MS = 10_000;

async function mintJobId(): Promise<string> {
  return (await mintJob(await mintTenant())).row.id;
}

test("whoever waits is told when the job is over, and at once of one that was over before", async ({ expect }) => {
  const jobId = await mintJobId();
  const waiting = waitForJob({ env }, jobId, LONG_MS);
  await recognizeJob(jobId, "hello");
  expect(await waiting).toBe(true);
  expect(await waitForJob({ env }, jobId, LONG_MS)).toBe(true);
});

test("the wait ends when its time is up", async ({ expect }) => {
  expect(await waitForJob({ env }, await mintJobId(), 10)).toBe(false);
});

test("a socket that is lost is replaced", async ({ expect }) => {
  const jobId = await mintJobId();
  const waiting = waitForJob({ env }, jobId, LONG_MS);
  await scheduler.wait(20);
  await evictDurableObject(env.JOB.getByName(jobId), { webSockets: "close" });
  await recognizeJob(jobId, "hello");
  expect(await waiting).toBe(true);
});

test("nobody waits for a job that does not exist", async ({ expect }) => {
  await expect(waitForJob({ env }, newId(), LONG_MS)).rejects.toMatchObject({ code: "job_not_found" });
});
