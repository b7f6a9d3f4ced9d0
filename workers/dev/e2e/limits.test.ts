import { inject, test } from "vitest";
import type { ApiAccess } from "../call-api.ts";
import { uploadFile } from "../upload-file.ts";
import { type Account, openAccount } from "./open-account.ts";
import { GREETING } from "./recordings.ts";
import { type Answer, send } from "./send.ts";
import { createJob } from "./transcribe.ts";
import { finalOf, watchAll } from "./watch.ts";

async function upload(access: ApiAccess): Promise<string> {
  return uploadFile(access, GREETING, () => {});
}

function create(access: ApiAccess, objectKey: string, declared: Record<string, unknown> = {}): Promise<Answer> {
  return send("/v1/transcriptions", { key: access.apiKey, json: { object_key: objectKey, ...declared } });
}

async function usageOf({ id }: Account): Promise<unknown> {
  const { body } = await send(`/admin/accounts/${id}`, { key: inject("adminKey") });
  return typeof body === "object" && body !== null && "usage" in body ? body.usage : undefined;
}

test.concurrent("a job over the limit is told to come back, and gets in once the other is done", async ({ expect }) => {
  const account = await openAccount({ concurrent_jobs: 1 });
  const key = await upload(account);
  const id = await createJob(account, key);
  const refused = await create(account, key, { pricing_mode: "package" });
  expect(refused).toMatchObject({
    status: 429,
    body: { error: "too many jobs are already running", code: "concurrency_reached" },
  });
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);

  // The slot is free by the time the watcher hears that the job is done.
  for (const next of [id, undefined]) await watchAll(account, next ?? (await createJob(account, key)));
  expect(await usageOf(account)).toEqual({
    jobs_today: 2,
    active_jobs: 0,
    seconds_used: 120,
    credit_seconds_left: null,
  });
});

test.concurrent("of many jobs that are sent at once only as many as allowed get in", async ({ expect }) => {
  const account = await openAccount({ concurrent_jobs: 2, daily_jobs: 5 });
  const key = await upload(account);
  const answers = await Promise.all(Array.from({ length: 8 }, () => create(account, key)));
  const admitted = answers.filter(({ status }) => status === 201);
  expect(admitted.length).toBe(2);
  expect(answers.filter(({ status }) => status === 429).length).toBe(6);
});

test.concurrent("a day's jobs are counted until midnight UTC", async ({ expect }) => {
  const account = await openAccount({ daily_jobs: 1 });
  const key = await upload(account);
  await watchAll(account, await createJob(account, key));
  const refused = await create(account, key);
  expect(refused).toMatchObject({
    status: 429,
    body: { error: "the daily limit of jobs is reached", code: "daily_limit_reached" },
  });
  const untilMidnight = 86_400 - (Math.floor(Date.now() / 1000) % 86_400);
  expect(Math.abs(Number(refused.headers.get("retry-after")) - untilMidnight)).toBeLessThan(60);
});

test.concurrent("credit is reserved, spent by the started minute, and bought", async ({ expect }) => {
  const account = await openAccount({ credit_seconds: 100 });
  const key = await upload(account);
  const empty = { status: 402, body: { error: "no transcription credits remaining", code: "credit_empty" } };
  expect(await create(account, key, { duration_seconds: 101 })).toMatchObject(empty);
  const id = await createJob(account, key);
  expect(await create(account, key)).toMatchObject(empty);
  await watchAll(account, id);
  expect(await usageOf(account)).toMatchObject({ active_jobs: 0, seconds_used: 60, credit_seconds_left: 40 });
  expect(await create(account, key, { pricing_mode: "free_test" })).toMatchObject(empty);

  const credit = await send(`/admin/accounts/${account.id}/credit`, { key: inject("adminKey"), json: { seconds: 20 } });
  expect(credit).toMatchObject({ status: 200, body: { id: account.id, usage: { credit_seconds_left: 60 } } });
  await watchAll(account, await createJob(account, key));
  expect(await usageOf(account)).toMatchObject({ seconds_used: 120, credit_seconds_left: 0 });
});

test.concurrent("a failed job is free of charge and frees its slot", async ({ expect }) => {
  const account = await openAccount({ concurrent_jobs: 1, credit_seconds: 60 });
  const key = await uploadFile(account, import.meta.filename, () => {});
  for (let attempt = 0; attempt < 2; attempt += 1) {
    expect(finalOf(await watchAll(account, await createJob(account, key)))).toMatchObject({ status: "failed" });
  }
  expect(await usageOf(account)).toMatchObject({ active_jobs: 0, seconds_used: 0, credit_seconds_left: 60 });
});
