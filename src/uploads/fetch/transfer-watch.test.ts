import { afterEach, beforeEach, test, vi } from "vitest";
import type { Transfer } from "../../jobs/job-record.ts";
import { type TransferLimits, TransferWatch } from "./transfer-watch.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const LIMITS: TransferLimits = { totalMs: 5_000, idleMs: 5_000, beatMs: 5 };

const wanted = async () => true;

/** Notes a byte every so often, for so long. */
async function drip(watch: TransferWatch, everyMs: number, forMs: number): Promise<void> {
  for (let at = 0; at < forMs; at += everyMs) {
    watch.note({ receivedBytes: 1, totalBytes: null });
    await vi.advanceTimersByTimeAsync(everyMs);
  }
}

test("every beat tells what was last noted, one after the other, until the watch is closed", async ({ expect }) => {
  const told: Transfer[] = [];
  let atOnce = 0;
  async function beat(transfer: Transfer): Promise<boolean> {
    expect(++atOnce).toBe(1);
    told.push(transfer);
    await new Promise((resolve) => setTimeout(resolve, 20));
    atOnce--;
    return true;
  }
  const watch = new TransferWatch({ limits: LIMITS, beat });
  watch.note({ receivedBytes: 7, totalBytes: 10 });
  await vi.advanceTimersByTimeAsync(60);
  watch.close();
  const { length } = told;
  expect(length).toBeGreaterThanOrEqual(2);
  await vi.advanceTimersByTimeAsync(60);
  expect(told).toEqual(Array.from({ length }, () => ({ receivedBytes: 7, totalBytes: 10 })));
  expect(watch.signal.aborted).toBe(true);
});

test("a transfer without a byte for too long is ended, one with bytes is not", async ({ expect }) => {
  const limits = { ...LIMITS, idleMs: 60 };
  const silent = new TransferWatch({ limits, beat: wanted });
  const lively = new TransferWatch({ limits, beat: wanted });
  await drip(lively, 50, 200);
  expect(silent.signal.reason).toMatchObject({ code: "uri_unreachable" });
  expect(lively.signal.aborted).toBe(false);
  lively.close();
});

test("a transfer that drips on for ever is ended when its time is over", async ({ expect }) => {
  const watch = new TransferWatch({ limits: { ...LIMITS, totalMs: 80, idleMs: 60 }, beat: wanted });
  await drip(watch, 10, 70);
  expect(watch.signal.aborted).toBe(false);
  await drip(watch, 10, 20);
  const reason = { code: "uri_unreachable", detail: expect.stringContaining("longer than") };
  expect(watch.signal.reason).toMatchObject(reason);
});

test("a transfer that nobody wants any more is ended, and is told from one that failed", async ({ expect }) => {
  const unwanted = new TransferWatch({ limits: LIMITS, beat: async () => false });
  const failed = new TransferWatch({ limits: { ...LIMITS, idleMs: 1 }, beat: wanted });
  await vi.advanceTimersByTimeAsync(LIMITS.beatMs);
  expect([unwanted.signal.aborted, unwanted.isWanted]).toEqual([true, false]);
  expect([failed.signal.aborted, failed.isWanted]).toEqual([true, true]);
});
