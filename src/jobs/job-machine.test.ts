import * as fc from "fast-check";
import { describe, test } from "vitest";
import type { Fence } from "../contract/plan.ts";
import {
  claim,
  deadlineMs,
  expire,
  fenceOf,
  finish,
  FIRST_PATIENCE_MS,
  hear,
  LONGEST_PATIENCE_MS,
  lose,
  markSent,
  MAX_LOSSES,
  MAX_SILENCES,
  NEW_LEASE,
  SILENCE_MS,
} from "./job-machine.ts";
import type { Lease, Loss } from "./job-machine.ts";

const T = 1_000_000;
const SENT = markSent(NEW_LEASE, T);

function retried(loss: Loss): Lease {
  if ("failure" in loss) throw new Error(`given up: ${loss.failure.code}`);
  return loss.retry;
}

function held(lease: Lease, fence: Fence): Lease {
  const hearing = hear(lease, fence, T);
  if (hearing.verdict !== "held") throw new Error(hearing.verdict);
  return hearing.lease;
}

describe("a lease", () => {
  test("is held by the first delivery that speaks", ({ expect }) => {
    expect(hear(SENT, { epoch: 1, attempt: 1 }, T)).toMatchObject({ verdict: "held", restarted: true });
  });

  test("goes to a later delivery of the same message, whose output starts anew", ({ expect }) => {
    const first = { ...held(SENT, { epoch: 1, attempt: 1 }), nextSeq: 5 };
    expect(hear(first, { epoch: 1, attempt: 2 }, T)).toMatchObject({
      restarted: true,
      lease: { nextSeq: 0, attempt: 2 },
    });
    expect(hear(held(first, { epoch: 1, attempt: 2 }), { epoch: 1, attempt: 1 }, T).verdict).toBe("stale");
  });

  test("refuses every fence of an older epoch, and of one that was never enqueued", ({ expect }) => {
    const again = markSent(retried(expire(held(SENT, { epoch: 1, attempt: 3 }))), T);
    expect(hear(again, { epoch: 1, attempt: 99 }, T).verdict).toBe("stale");
    expect(hear(again, { epoch: 3, attempt: 1 }, T).verdict).toBe("stale");
    expect(hear(again, { epoch: 2, attempt: 1 }, T).verdict).toBe("held");
  });

  test("is not shared by copies of one delivery: the first that speaks holds it to the end", ({ expect }) => {
    const first = held(SENT, { epoch: 1, attempt: 1, holder: "a" });
    expect(hear(first, { epoch: 1, attempt: 1, holder: "b" }, T).verdict).toBe("stale");
    expect(hear(finish(first), { epoch: 1, attempt: 1, holder: "b" }, T).verdict).toBe("stale");
    expect(hear(first, { epoch: 1, attempt: 1, holder: "a" }, T)).toMatchObject({ verdict: "held", restarted: false });
  });

  test("may be taken by any message that was sent since the last loss, and then by no other", ({ expect }) => {
    const resent = markSent(retried(expire(markSent(retried(expire(SENT)), T))), T);
    for (const epoch of [1, 2, 3]) {
      const taken = held(resent, { epoch, attempt: 1 });
      for (const other of [1, 2, 3].filter((each) => each !== epoch)) {
        expect(hear(taken, { epoch: other, attempt: 9 }, T).verdict).toBe("stale");
      }
      const lost = markSent(retried(expire(taken)), T);
      for (const old of [1, 2, 3]) expect(hear(lost, { epoch: old, attempt: 9 }, T).verdict).toBe("stale");
      expect(hear(lost, { epoch: 4, attempt: 1 }, T).verdict).toBe("held");
    }
  });

  test("that is done stays done", ({ expect }) => {
    const done = finish(held(SENT, { epoch: 1, attempt: 1 }));
    expect(hear(done, { epoch: 1, attempt: 1 }, T).verdict).toBe("done");
    expect(deadlineMs(done)).toBeNull();
  });

  test("that a node claimed for itself is held under its own fence", ({ expect }) => {
    const claimed = claim(NEW_LEASE, "a", T);
    expect(hear(claimed, fenceOf(claimed), T + 1)).toMatchObject({ verdict: "held", restarted: false });
  });
});

describe("the watchdog", () => {
  test("replaces a holder that is silent", ({ expect }) => {
    const running = held(SENT, { epoch: 1, attempt: 1 });
    expect(deadlineMs(running)).toBe(T + SILENCE_MS);
    expect(retried(expire(running))).toMatchObject({ state: "unsent", epoch: 2, attempt: 0, losses: 0 });
  });

  test("gives work up whose holders fall silent again and again", ({ expect }) => {
    let lease = SENT;
    for (let silence = 1; silence < MAX_SILENCES; silence++) {
      lease = markSent(retried(expire(held(lease, { epoch: lease.epoch, attempt: 1 }))), T);
    }
    expect(expire(held(lease, { epoch: lease.epoch, attempt: 1 }))).toMatchObject({
      failure: { code: "attempts_exhausted" },
    });
  });

  test("is ever more patient with a message that waits in a long queue, and never gives it up", ({ expect }) => {
    let lease = SENT;
    for (let resend = 0; resend < 50; resend++) {
      const patience = (deadlineMs(lease) ?? 0) - T;
      expect(patience).toBe(Math.min(LONGEST_PATIENCE_MS, FIRST_PATIENCE_MS * 2 ** resend));
      lease = markSent(retried(expire(lease)), T);
    }
    expect(lease.silences).toBe(0);
  });
});

describe("lost work", () => {
  test("is given up after the last try", ({ expect }) => {
    let lease = SENT;
    for (let loss = 1; loss < MAX_LOSSES; loss++) {
      lease = markSent(retried(lose(lease, { code: "engine_failed", detail: "" })), T);
    }
    expect(lose(lease, { code: "engine_failed", detail: "boom" })).toEqual({
      failure: { code: "engine_failed", detail: "boom" },
    });
  });

  test("ends the job at once when trying again cannot help", ({ expect }) => {
    expect(lose(SENT, { code: "audio_unreadable", detail: "no" })).toMatchObject({
      failure: { code: "audio_unreadable" },
    });
  });

  test("of a decoder that crashed twice is blamed on the recording", ({ expect }) => {
    const silent = markSent(retried(expire(held(SENT, { epoch: 1, attempt: 1 }))), T);
    const again = markSent(retried(lose(silent, { code: "decoder_crashed", detail: "" })), T);
    expect(lose(again, { code: "decoder_crashed", detail: "" })).toMatchObject({
      failure: { code: "audio_unreadable" },
    });
  });
});

test("whatever happens, at most one fence holds the lease, and time only moves it forward", ({ expect }) => {
  const step = fc.oneof(
    fc.constant("send" as const),
    fc.constant("expire" as const),
    fc.constant("finish" as const),
    fc.record({ epoch: fc.integer({ min: 1, max: 4 }), attempt: fc.integer({ min: 1, max: 4 }) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      let lease = NEW_LEASE;
      for (const what of steps) {
        const before = lease;
        if (what === "send") lease = markSent(lease, T);
        else if (what === "finish") lease = lease.state === "running" ? finish(lease) : lease;
        else if (what === "expire") {
          const loss: Loss = lease.state === "done" ? { retry: lease } : expire(lease);
          if ("failure" in loss) return;
          lease = loss.retry;
        } else {
          const hearing = hear(lease, what, T);
          if (hearing.verdict === "held") {
            lease = hearing.lease;
            expect(fenceOf(lease)).toMatchObject(what);
          }
        }
        expect(lease.epoch).toBeGreaterThanOrEqual(before.epoch);
        if (before.state === "done") expect(lease).toEqual(before);
        if (lease.epoch === before.epoch && before.heldEpoch > 0) expect(lease.heldEpoch).toBe(before.heldEpoch);
        if (lease.epoch === before.epoch) expect(lease.attempt).toBeGreaterThanOrEqual(before.attempt);
      }
    }),
  );
});
