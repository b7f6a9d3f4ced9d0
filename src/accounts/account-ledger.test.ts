import { env } from "cloudflare:workers";
import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { test } from "vitest";
import { newId } from "../contract/ids.ts";
import { DAY_MS } from "../contract/units.ts";
import { AccountLedger } from "./account-ledger.ts";
import type { AccountLimits, Admission } from "./limits.ts";

async function openAccount(limits: Partial<AccountLimits>) {
  const account = env.ACCOUNT.getByName(newId());
  await account.configure({ concurrentJobs: null, dailyJobs: null, creditSeconds: null, ...limits });
  return account;
}

async function usageOf(account: Awaited<ReturnType<typeof openAccount>>) {
  return (await account.usage())?.usage;
}

test("fifty callers at once get exactly as many slots as there are", async ({ expect }) => {
  const account = await openAccount({ concurrentJobs: 3 });
  const admissions = await Promise.all(
    Array.from({ length: 50 }, () => account.admit({ jobId: newId(), seconds: 60, overLimit: "refuse" })),
  );
  expect(admissions.filter((admission: Admission) => admission.admitted)).toHaveLength(3);
});

test("credit is never overdrawn by reservations", async ({ expect }) => {
  const account = await openAccount({ creditSeconds: 150 });
  const admissions = await Promise.all(
    Array.from({ length: 10 }, () => account.admit({ jobId: newId(), seconds: 60, overLimit: "refuse" })),
  );
  expect(admissions.filter((admission: Admission) => admission.admitted)).toHaveLength(2);
  expect(await usageOf(account)).toMatchObject({ creditSecondsLeft: 30, activeJobs: 2 });
});

test("admitting the same job again takes nothing more, also after eviction", async ({ expect }) => {
  const account = await openAccount({ concurrentJobs: 1, creditSeconds: 60 });
  const job = { jobId: newId(), seconds: 60, overLimit: "refuse" } as const;
  expect(await account.admit(job)).toEqual({ admitted: true, awaitsSlot: false });
  await evictDurableObject(account);
  expect(await account.admit(job)).toEqual({ admitted: true, awaitsSlot: false });
  expect(await usageOf(account)).toMatchObject({ activeJobs: 1, jobsToday: 1, creditSecondsLeft: 0 });
});

test("settling charges started minutes once and frees the slot", async ({ expect }) => {
  const account = await openAccount({ concurrentJobs: 1, creditSeconds: 600 });
  const jobId = newId();
  await account.admit({ jobId, seconds: 300, overLimit: "refuse" });
  await account.settle(jobId, 61);
  await account.settle(jobId, 61);
  expect(await usageOf(account)).toEqual({
    jobsToday: 1,
    activeJobs: 0,
    secondsUsed: 120,
    creditSecondsLeft: 480,
  });
});

test("a failed job gives its reservation back and is free, whatever is said later", async ({ expect }) => {
  const account = await openAccount({ creditSeconds: 60 });
  const jobId = newId();
  await account.admit({ jobId, seconds: 60, overLimit: "refuse" });
  await account.settle(jobId, null);
  await account.settle(jobId, 600);
  expect(await usageOf(account)).toMatchObject({ secondsUsed: 0, creditSecondsLeft: 60 });
});

test("settling a job that was never admitted changes nothing", async ({ expect }) => {
  const account = await openAccount({ creditSeconds: 60 });
  await account.settle(newId(), 600);
  expect(await usageOf(account)).toMatchObject({ secondsUsed: 0, creditSecondsLeft: 60 });
});

test("a recording longer than declared leaves no credit, never a negative one", async ({ expect }) => {
  const account = await openAccount({ creditSeconds: 60 });
  const jobId = newId();
  await account.admit({ jobId, seconds: 30, overLimit: "refuse" });
  await account.settle(jobId, 3600);
  expect(await usageOf(account)).toMatchObject({ secondsUsed: 3600, creditSecondsLeft: 0 });
});

test("added credit counts, and configuring again does not grant the first credit twice", async ({ expect }) => {
  const account = await openAccount({ creditSeconds: 60 });
  await account.addCredit(40);
  await account.configure({ concurrentJobs: 2, dailyJobs: null, creditSeconds: 60 });
  expect(await account.usage()).toMatchObject({
    limits: { concurrentJobs: 2, creditSeconds: 100 },
    usage: { creditSecondsLeft: 100 },
  });
});

test("an unlimited account stays unlimited when credit is added", async ({ expect }) => {
  const account = await openAccount({});
  await account.addCredit(40);
  expect(await usageOf(account)).toMatchObject({ creditSecondsLeft: null });
});

test("the daily count starts anew with the UTC day", async ({ expect }) => {
  await runInDurableObject(env.ACCOUNT.getByName(newId()), (_, { storage }) => {
    const ledger = new AccountLedger(storage.sql);
    const nowMs = Date.now();
    ledger.configure({ concurrentJobs: 2, dailyJobs: 1, creditSeconds: null }, nowMs);
    expect(ledger.admit("first", 60, "refuse", nowMs).admitted).toBe(true);
    expect(ledger.admit("second", 60, "refuse", nowMs)).toMatchObject({ code: "daily_limit_reached" });
    expect(ledger.admit("second", 60, "refuse", nowMs + DAY_MS).admitted).toBe(true);
  });
});

test("an admission whose job was never started is overdue after a minute, and released it never was", async ({
  expect,
}) => {
  await runInDurableObject(env.ACCOUNT.getByName(newId()), (_, { storage }) => {
    const ledger = new AccountLedger(storage.sql);
    const nowMs = Date.now();
    ledger.configure({ concurrentJobs: 2, dailyJobs: 2, creditSeconds: 600 }, nowMs);
    ledger.admit("lost", 300, "refuse", nowMs);
    ledger.admit("runs", 300, "refuse", nowMs);
    ledger.markStarted("runs");
    expect(ledger.overdue(nowMs + 59_000)).toEqual([]);
    expect(ledger.nextLookMs(nowMs)).toBe(nowMs + 60_000);
    expect(ledger.overdue(nowMs + 60_000)).toEqual([{ jobId: "lost", admittedAtMs: nowMs }]);
    expect(ledger.release("runs", nowMs, nowMs)).toBe(false);
    expect(ledger.release("lost", nowMs, nowMs)).toBe(true);
    expect(ledger.release("lost", nowMs, nowMs)).toBe(false);
    expect(ledger.standing(nowMs)?.usage).toMatchObject({ activeJobs: 1, jobsToday: 1, creditSecondsLeft: 300 });
    expect(ledger.nextLookMs(nowMs)).toBeNull();
  });
});

test("a job that is admitted anew in the meantime is not released for its first attempt", async ({ expect }) => {
  await runInDurableObject(env.ACCOUNT.getByName(newId()), (_, { storage }) => {
    const ledger = new AccountLedger(storage.sql);
    ledger.configure({ concurrentJobs: 1, dailyJobs: null, creditSeconds: null }, 1_000);
    ledger.admit("job", 60, "refuse", 1_000);
    ledger.admit("job", 60, "refuse", 61_000);
    expect(ledger.release("job", 61_000, 1_000)).toBe(false);
    expect(ledger.standing(61_000)?.usage.activeJobs).toBe(1);
  });
});

test("an account that was never opened admits nothing and stores nothing", async ({ expect }) => {
  await runInDurableObject(env.ACCOUNT.getByName(newId()), (_, { storage }) => {
    const ledger = new AccountLedger(storage.sql);
    expect(ledger.standing(Date.now())).toBeNull();
    expect(() => ledger.admit("job", 1, "refuse", Date.now())).toThrow("account_not_found");
    expect(() => ledger.addCredit(1)).toThrow("account_not_found");
    ledger.settle("job", 60, Date.now());
    expect(storage.sql.exec("SELECT name FROM sqlite_master WHERE name = 'account'").toArray()).toEqual([]);
  });
});

test("a job that is taken back counts for nothing, and its place in the day goes to whoever waits", async ({
  expect,
}) => {
  const account = await openAccount({ dailyJobs: 1, creditSeconds: 120 });
  const [vain, next] = [newId(), newId()];
  await account.admit({ jobId: vain, seconds: 60, overLimit: "refuse" });
  await account.admit({ jobId: next, seconds: 60, overLimit: "defer" });
  await account.settle(vain, null);
  for (let again = 0; again < 2; again++) {
    await account.takeBack(vain);
    expect(await usageOf(account)).toMatchObject({
      jobsToday: 1,
      activeJobs: 1,
      secondsUsed: 0,
      creditSecondsLeft: 60,
    });
  }
});
