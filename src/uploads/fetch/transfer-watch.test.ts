import { test } from "vitest";
import type { Transfer } from "../../jobs/job-record.ts";
import { type TransferLimits, TransferWatch } from "./transfer-watch.ts";

const LIMITS: TransferLimits = { totalMs: 5_000, idleMs: 5_000, beatMs: 5 };

async function endOf({ signal }: TransferWatch): Promise<unknown> {
  if (!signal.aborted) await new Promise((resolve) => signal.addEventListener("abort", resolve));
  return signal.reason;
}

const wanted = async () => true;

test("every beat tells what was last noted, one after the other, until the watch is closed", async ({ expect }) => {
  const told: Transfer[] = [];
  let atOnce = 0;
  async function beat(transfer: Transfer): Promise<boolean> {
    expect(++atOnce).toBe(1);
    told.push(transfer);
    await scheduler.wait(20);
    atOnce--;
    return true;
  }
  const watch = new TransferWatch({ limits: LIMITS, beat });
  watch.note({ receivedBytes: 7, totalBytes: 10 });
  while (told.length < 3) await scheduler.wait(5);
  watch.close();
  await scheduler.wait(40);
  expect(told.at(-1)).toEqual({ receivedBytes: 7, totalBytes: 10 });
  expect(told.length).toBeLessThanOrEqual(4);
  expect(watch.signal.aborted).toBe(true);
});

test("a transfer without a byte for too long is ended, one with bytes is not", async ({ expect }) => {
  const limits = { ...LIMITS, idleMs: 60 };
  const [silent, lively] = [1, 2].map(() => new TransferWatch({ limits, beat: wanted }));
  const dripping = setInterval(() => lively?.note({ receivedBytes: 1, totalBytes: null }), 10);
  expect(await endOf(silent ?? expect.fail())).toMatchObject({ code: "uri_unreachable" });
  expect(lively?.signal.aborted).toBe(false);
  clearInterval(dripping);
  lively?.close();
});

test("a transfer that drips on for ever is ended when its time is over", async ({ expect }) => {
  const watch = new TransferWatch({ limits: { ...LIMITS, totalMs: 80, idleMs: 60 }, beat: wanted });
  const dripping = setInterval(() => watch.note({ receivedBytes: 1, totalBytes: null }), 10);
  expect(await endOf(watch)).toMatchObject({ code: "uri_unreachable", detail: expect.stringContaining("longer than") });
  clearInterval(dripping);
});

test("a transfer that nobody wants any more is ended, and is told from one that failed", async ({ expect }) => {
  const unwanted = new TransferWatch({ limits: LIMITS, beat: async () => false });
  await endOf(unwanted);
  expect(unwanted.isWanted).toBe(false);
  const failed = new TransferWatch({ limits: { ...LIMITS, idleMs: 1 }, beat: wanted });
  await endOf(failed);
  expect(failed.isWanted).toBe(true);
});
