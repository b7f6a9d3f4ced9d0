import { env } from "cloudflare:workers";
import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { test, vi } from "vitest";
import type { Context } from "../context.ts";
import { newId } from "../contract/ids.ts";
import type { JobSpec } from "../contract/job.ts";
import { openDatabase } from "../db/client.ts";
import { mintTenant, mintUpload, type Tenant } from "../testing/factories.ts";
import { createJob, type JobRequest } from "./create-job.ts";
import { listJobs } from "./list-jobs.ts";

const options = { model: "gemma4-e2b-asr", language: "auto", promptPreset: "default" } as const;

async function mintRequest(limits: Parameters<typeof mintTenant>[0] = { concurrentJobs: 1, creditSeconds: 60 }) {
  const tenant = await mintTenant(limits);
  const audio = { objectKey: await mintUpload(tenant) };
  const request: JobRequest = { jobId: newId(), audio, options, overLimit: "refuse" };
  return { tenant, request };
}

async function usageOf({ ctx }: Tenant) {
  return (await env.ACCOUNT.getByName(ctx.owner).usage())?.usage;
}

async function countOf({ ctx }: Tenant): Promise<number> {
  return (await listJobs(ctx, { limit: 1, offset: 0 })).total;
}

/** Lets a minute pass for the account, then its alarm. */
async function reconcile({ ctx }: Tenant): Promise<void> {
  const account = env.ACCOUNT.getByName(ctx.owner);
  await runInDurableObject(account, (_, { storage }) => {
    storage.sql.exec("UPDATE admissions SET admitted_at_ms = admitted_at_ms - 61000");
  });
  await env.DB.prepare("UPDATE jobs SET created_at_ms = created_at_ms - 61000 WHERE account_id = ?")
    .bind(ctx.owner)
    .run();
  await runDurableObjectAlarm(account);
}

/** A context in which starting a job does what a test says. */
function withStart({ env: bindings, ...ctx }: Context, start: (spec: JobSpec) => Promise<boolean>): Context {
  const jobs = Object.assign(Object.create(bindings.JOB), { getByName: () => ({ start }) });
  return { ...ctx, env: { ...bindings, JOB: jobs } };
}

test("created twice under one id it is one job, admitted and counted once", async ({ expect }) => {
  const { tenant, request } = await mintRequest();
  await Promise.all([createJob(tenant.ctx, request), createJob(tenant.ctx, request)]);
  await createJob(tenant.ctx, request);
  expect(await countOf(tenant)).toBe(1);
  expect(await usageOf(tenant)).toMatchObject({ activeJobs: 1, jobsToday: 1, creditSecondsLeft: 0 });
});

test("with the index down nothing is left behind", async ({ expect }) => {
  const { tenant, request } = await mintRequest();
  const db = openDatabase(env.DB);
  vi.spyOn(db, "insert").mockImplementation(() => {
    throw new Error("D1_ERROR: down");
  });
  await expect(createJob({ ...tenant.ctx, db }, request)).rejects.toThrow("D1_ERROR");
  expect(await usageOf(tenant)).toMatchObject({ activeJobs: 0, jobsToday: 0, creditSecondsLeft: 60 });
});

test("left before its start by a crash, it is found out and given up: slot, credit, day and list as before", async ({
  expect,
}) => {
  const { tenant, request } = await mintRequest();
  const ctx = withStart(tenant.ctx, () => Promise.reject(new Error("unreachable")));
  await expect(createJob(ctx, request)).rejects.toThrow("storage_unavailable");
  expect(await usageOf(tenant)).toMatchObject({ activeJobs: 1 });
  await reconcile(tenant);
  expect(await usageOf(tenant)).toMatchObject({ activeJobs: 0, jobsToday: 0, creditSecondsLeft: 60 });
  expect(await countOf(tenant)).toBe(0);
});

test("a job that runs though its creator never learned it keeps its slot, and is charged once", async ({ expect }) => {
  const { tenant, request } = await mintRequest();
  const ctx = withStart(tenant.ctx, async (spec) => {
    await env.JOB.getByName(spec.jobId).start(spec);
    throw new Error("connection lost");
  });
  await expect(createJob(ctx, request)).rejects.toThrow("storage_unavailable");
  await reconcile(tenant);
  expect(await usageOf(tenant)).toMatchObject({ activeJobs: 1, jobsToday: 1 });
  expect(await countOf(tenant)).toBe(1);

  const account = env.ACCOUNT.getByName(tenant.ctx.owner);
  await account.settle(request.jobId, 30);
  await account.settle(request.jobId, 30);
  await createJob(tenant.ctx, request);
  expect(await usageOf(tenant)).toMatchObject({ activeJobs: 0, jobsToday: 1, secondsUsed: 60 });
});

test("an object refuses a start that comes after its account has given the job up", async ({ expect }) => {
  const { tenant, request } = await mintRequest();
  let late: unknown;
  const ctx = withStart(tenant.ctx, async (spec) => {
    late = await env.JOB.getByName(spec.jobId).start({ ...spec, createdAtMs: Date.now() - 60_000 });
    throw new Error("gone");
  });
  await expect(createJob(ctx, request)).rejects.toThrow("storage_unavailable");
  expect(late).toBe(false);
  expect(await env.JOB.getByName(request.jobId).isStarted()).toBe(false);
});

test("an account that is refused for credit may go on as soon as it has some", async ({ expect }) => {
  const { tenant, request } = await mintRequest({ creditSeconds: 59 });
  expect(await createJob(tenant.ctx, request)).toMatchObject({ admitted: false, code: "credit_empty" });
  await env.ACCOUNT.getByName(tenant.ctx.owner).addCredit(1);
  expect(await createJob(tenant.ctx, request)).toMatchObject({ row: { id: request.jobId } });
});
