import { env } from "cloudflare:workers";
import { runInDurableObject } from "cloudflare:test";
import * as fc from "fast-check";
import { test } from "vitest";
import { newId } from "../contract/ids.ts";
import { DAY_MS } from "../contract/units.ts";
import { AccountLedger } from "./account-ledger.ts";
import type { AccountLimits } from "./limits.ts";

const T = 5 * DAY_MS;
const NO_LIMITS: AccountLimits = { concurrentJobs: null, dailyJobs: null, creditSeconds: null };

/** The books of an account of its own, over real Durable Object storage. */
function withLedger(limits: Partial<AccountLimits>, use: (ledger: AccountLedger) => void): Promise<void> {
  return runInDurableObject(env.ACCOUNT.getByName(newId()), (_, { storage }) => {
    const ledger = new AccountLedger(storage.sql);
    ledger.configure({ ...NO_LIMITS, ...limits }, T);
    use(ledger);
  });
}

test("a job beyond the slots waits with its credit reserved, and its turn comes when one is free", ({ expect }) =>
  withLedger({ concurrentJobs: 1, creditSeconds: 180 }, (ledger) => {
    expect(ledger.admit("first", 60, "defer", T)).toEqual({ admitted: true, awaitsSlot: false });
    expect(ledger.admit("second", 120, "defer", T)).toEqual({ admitted: true, awaitsSlot: true });
    expect(ledger.admit("second", 120, "defer", T)).toEqual({ admitted: true, awaitsSlot: true });
    expect(ledger.standing(T)?.usage).toMatchObject({ activeJobs: 1, jobsToday: 1, creditSecondsLeft: 0 });
    ledger.settle("first", 60, T);
    ledger.settle("first", 60, T);
    expect(ledger.called()).toEqual(["second"]);
    expect(ledger.nextLookMs(T)).toBe(T + 1_000);
    expect(ledger.standing(T)?.usage).toMatchObject({ activeJobs: 1, jobsToday: 2, creditSecondsLeft: 0 });
    ledger.confirmCall("second");
    ledger.confirmCall("second");
    expect(ledger.called()).toEqual([]);
  }));

test("a job without credit is refused, whatever else would let it wait", ({ expect }) =>
  withLedger({ concurrentJobs: 0, creditSeconds: 59 }, (ledger) => {
    expect(ledger.admit("job", 60, "defer", T)).toEqual({
      admitted: false,
      code: "credit_empty",
      currentSeconds: 59,
      requiredSeconds: 60,
    });
  }));

test("a job beyond the daily limit waits for the next UTC day and counts for that", ({ expect }) =>
  withLedger({ dailyJobs: 1 }, (ledger) => {
    ledger.admit("today", 60, "defer", T);
    ledger.markStarted("today");
    ledger.admit("tomorrow", 60, "defer", T + 1);
    ledger.markStarted("tomorrow");
    expect(ledger.nextLookMs(T + 1)).toBe(T + DAY_MS);
    ledger.callWaiting(T + DAY_MS - 1);
    expect(ledger.called()).toEqual([]);
    ledger.callWaiting(T + DAY_MS);
    expect(ledger.called()).toEqual(["tomorrow"]);
    expect(ledger.standing(T + DAY_MS)?.usage.jobsToday).toBe(1);
  }));

test("more slots let those in who wait, in their order, before anyone who asks later", ({ expect }) =>
  withLedger({ concurrentJobs: 0 }, (ledger) => {
    for (const jobId of ["a", "b", "c"]) ledger.admit(jobId, 60, "defer", T);
    ledger.configure({ ...NO_LIMITS, concurrentJobs: 2 }, T);
    expect(ledger.called()).toEqual(["a", "b"]);
    expect(ledger.admit("late", 60, "refuse", T)).toMatchObject({ code: "concurrency_reached" });
  }));

test("a waiting job that is cancelled, or was never started, leaves the list and holds nothing", ({ expect }) =>
  withLedger({ concurrentJobs: 1, creditSeconds: 600 }, (ledger) => {
    for (const jobId of ["runs", "cancelled", "lost", "waits"]) ledger.admit(jobId, 60, "defer", T);
    ledger.settle("cancelled", null, T);
    expect(ledger.release("lost", T)).toBe(true);
    expect(ledger.standing(T)?.usage).toEqual({
      jobsToday: 1,
      activeJobs: 1,
      secondsUsed: 0,
      creditSecondsLeft: 480,
    });
    ledger.settle("runs", null, T);
    expect(ledger.called()).toEqual(["waits"]);
  }));

test("under any order of events no slot leaks, no credit is spent twice, and every waiting job has its turn", async ({
  expect,
}) => {
  const SLOTS = 2;
  const CREDIT = 1_200;
  const job = fc.nat({ max: 9 });
  const event = fc.oneof(
    fc.record({ kind: fc.constantFrom("admit" as const), job, overLimit: fc.constantFrom("refuse", "defer") }),
    fc.record({ kind: fc.constantFrom("settle", "cancel", "release", "confirm", "day"), job }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(event, { maxLength: 60 }), (events) =>
      withLedger({ concurrentJobs: SLOTS, dailyJobs: 6, creditSeconds: CREDIT }, (ledger) => {
        let nowMs = T;
        const holding = new Set<string>();
        const settled = new Set<string>();
        let queue: string[] = [];
        const noteCalls = () => {
          const called = ledger.called();
          const turns = queue.filter((jobId) => called.includes(jobId));
          expect(turns).toEqual(queue.slice(0, turns.length));
          for (const jobId of turns) holding.add(jobId);
          expect(called.filter((jobId) => !holding.has(jobId))).toEqual([]);
          queue = queue.slice(turns.length);
        };
        const leave = (jobId: string) => {
          holding.delete(jobId);
          queue = queue.filter((waiting) => waiting !== jobId);
        };
        for (const each of events) {
          const jobId = String(each.job);
          if (each.kind === "admit") {
            const isNew = !holding.has(jobId) && !queue.includes(jobId);
            const admission = ledger.admit(jobId, 120, each.overLimit === "defer" ? "defer" : "refuse", nowMs);
            noteCalls();
            if (isNew && admission.admitted && admission.awaitsSlot) queue.push(jobId);
            // A settled job is known and holds nothing any more.
            else if (isNew && admission.admitted && !settled.has(jobId)) holding.add(jobId);
          } else if (each.kind === "settle" || each.kind === "cancel") {
            if (holding.has(jobId) || queue.includes(jobId)) settled.add(jobId);
            ledger.settle(jobId, each.kind === "cancel" ? null : 100, nowMs);
            leave(jobId);
          } else if (each.kind === "release") {
            if (ledger.release(jobId, nowMs)) leave(jobId);
          } else if (each.kind === "confirm") ledger.confirmCall(jobId);
          else ledger.callWaiting((nowMs += DAY_MS));
          noteCalls();
          const usage = ledger.standing(nowMs)?.usage;
          expect(usage?.activeJobs).toBe(holding.size);
          expect(holding.size).toBeLessThanOrEqual(SLOTS);
          const reserved = 120 * (holding.size + queue.length);
          expect(usage?.creditSecondsLeft).toBe(CREDIT - reserved - (usage?.secondsUsed ?? 0));
        }
        while (queue.length > 0) {
          for (const jobId of holding) {
            ledger.settle(jobId, null, nowMs);
            leave(jobId);
          }
          ledger.callWaiting((nowMs += DAY_MS));
          noteCalls();
          expect(holding.size).toBeGreaterThan(0);
        }
      }),
    ),
    { numRuns: 50 },
  );
});
