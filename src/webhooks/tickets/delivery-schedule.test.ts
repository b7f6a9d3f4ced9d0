import * as fc from "fast-check";
import { describe, test } from "vitest";
import {
  deadlineMs,
  expire,
  hasten,
  LEASE_MS,
  markSent,
  newTicket,
  type DeliveryOutcome,
  prepare,
  settle,
  take,
  type Ticket,
} from "./delivery-schedule.ts";

const T = 1_000_000;
const MINUTE = 60_000;
const FAILED: DeliveryOutcome = { kind: "failed", retryAfterMs: null };
const DELIVERED: DeliveryOutcome = { kind: "delivered" };

/** The ticket as taken by a sender, and that sender's fence. */
function begin(ticket: Ticket, nowMs: number) {
  const sent = markSent(prepare(ticket, nowMs), nowMs);
  const fence = { epoch: sent.epoch, attempt: 1 };
  const running = take(sent, fence, nowMs);
  if (running === undefined) throw new Error("a ticket that was sent could not be taken");
  return { running, fence };
}

function attempt(ticket: Ticket, outcome: DeliveryOutcome, nowMs: number, random = 0): Ticket {
  const { running, fence } = begin(ticket, nowMs);
  const settled = settle(running, fence, outcome, { nowMs, random });
  if (settled === undefined) throw new Error("a report of the holder changed nothing");
  return settled;
}

describe("the schedule", () => {
  test("is at once, then 1, 5, 30 and 120 minutes after each failure, and then it ends", ({ expect }) => {
    const pauses: number[] = [];
    let nowMs = T;
    let ticket = newTicket(true, nowMs);
    while (ticket.state === "waiting") {
      pauses.push((ticket.atMs - nowMs) / MINUTE);
      nowMs = ticket.atMs;
      ticket = attempt(ticket, FAILED, nowMs);
    }
    expect(pauses).toEqual([0, 1, 5, 30, 120]);
    expect(ticket).toMatchObject({ state: "settled", failures: 5 });
  });

  test("of a replay is one attempt", ({ expect }) => {
    expect(attempt(newTicket(false, T), FAILED, T)).toMatchObject({ state: "settled", failures: 1 });
  });

  test("ends with the first delivery", ({ expect }) => {
    expect(attempt(attempt(newTicket(true, T), FAILED, T), DELIVERED, T + MINUTE).state).toBe("settled");
  });

  test("is never ahead of its time, and at most a twentieth behind", ({ expect }) => {
    const at = (random: number) => attempt(newTicket(true, T), FAILED, T, random).atMs - T;
    expect([at(0), at(1)]).toEqual([MINUTE, MINUTE * 1.05]);
  });

  test.for([
    [10_000, MINUTE],
    [600_000, 10 * MINUTE],
    [1e12, 120 * MINUTE],
  ] as const)("heeds a Retry-After of %d ms with a pause of %d ms", ([retryAfterMs, pauseMs], { expect }) => {
    expect(attempt(newTicket(true, T), { kind: "failed", retryAfterMs }, T).atMs - T).toBe(pauseMs);
  });
});

describe("a sender", () => {
  test("that was killed is replaced after its lease, by a message of the next epoch", ({ expect }) => {
    const { running, fence } = begin(newTicket(true, T), T);
    expect(deadlineMs(running)).toBe(T + LEASE_MS);
    const again = prepare(expire(running, T + LEASE_MS, 0), T + LEASE_MS);
    expect(again).toMatchObject({ state: "unsent", epoch: fence.epoch + 1, failures: 0 });
    expect(take(again, { ...fence, attempt: 2 }, T + LEASE_MS)).toBeUndefined();
  });

  test("that was killed is replaced at once when the queue delivers its message again", ({ expect }) => {
    const { running, fence } = begin(newTicket(true, T), T);
    expect(take(running, fence, T)).toBeUndefined();
    const replaced = take(running, { ...fence, attempt: 2 }, T);
    expect(replaced).toMatchObject({ state: "running", heldAttempt: 2 });
    expect(replaced && settle(replaced, fence, FAILED, { nowMs: T, random: 0 })).toBeUndefined();
    expect(replaced && settle(replaced, fence, DELIVERED, { nowMs: T, random: 0 })?.state).toBe("settled");
  });

  test("that is killed five times in a row has failed", ({ expect }) => {
    let ticket = newTicket(true, T);
    for (let killed = 0; killed < 4; killed++) ticket = expire(begin(ticket, T).running, T + LEASE_MS, 0);
    expect(ticket).toMatchObject({ state: "waiting", failures: 0, atMs: T + LEASE_MS });
    expect(expire(begin(ticket, T).running, T + LEASE_MS, 0)).toMatchObject({
      state: "waiting",
      failures: 1,
      losses: 0,
      atMs: T + LEASE_MS + MINUTE,
    });
  });

  test("may take any message of a ticket that waits in the queue for long", ({ expect }) => {
    const first = markSent(prepare(newTicket(true, T), T), T);
    const second = prepare(expire(first, T + MINUTE, 0), T + MINUTE);
    expect(deadlineMs(markSent(second, T)) - T).toBe(2 * (deadlineMs(first) - T));
    expect(take(second, { epoch: 1, attempt: 1 }, T)).toMatchObject({ state: "running", heldEpoch: 1 });
    expect(take(second, { epoch: 3, attempt: 1 }, T)).toBeUndefined();
  });
});

test("a replay of an event that waits for its next attempt has that made now", ({ expect }) => {
  const waiting = attempt(newTicket(true, T), FAILED, T);
  expect(deadlineMs(hasten(waiting, T + 1))).toBe(T + 1);
  expect(hasten(hasten(waiting, T + 1), T + 2).atMs).toBe(T + 1);
});

test("whatever happens, a ticket fails five times at most, is settled once, and never stops without a deadline", ({
  expect,
}) => {
  const steps = fc.array(
    fc.record({
      what: fc.constantFrom("prepare", "sent", "take", "fail", "deliver", "expire", "hasten"),
      epochsAgo: fc.nat(2),
      attempt: fc.integer({ min: 1, max: 3 }),
      pauseMs: fc.nat(2 * LEASE_MS),
    }),
    { maxLength: 60 },
  );
  fc.assert(
    fc.property(fc.boolean(), steps, (automatic, run) => {
      let nowMs = T;
      let ticket = newTicket(automatic, nowMs);
      for (const { what, epochsAgo, attempt: number, pauseMs } of run) {
        nowMs += pauseMs;
        const fence = { epoch: ticket.epoch - epochsAgo, attempt: number };
        const before = ticket;
        const now = { nowMs, random: 0.5 };
        if (what === "prepare" && deadlineMs(ticket) <= nowMs) ticket = prepare(ticket, nowMs);
        if (what === "sent") ticket = markSent(ticket, nowMs);
        if (what === "take") ticket = take(ticket, fence, nowMs) ?? ticket;
        if (what === "fail") ticket = settle(ticket, fence, FAILED, now) ?? ticket;
        if (what === "deliver") ticket = settle(ticket, fence, DELIVERED, now) ?? ticket;
        if (what === "expire" && deadlineMs(ticket) <= nowMs) ticket = expire(ticket, nowMs, 0.5);
        if (what === "hasten") ticket = hasten(ticket, nowMs);
        expect(ticket.failures).toBeLessThanOrEqual(automatic ? 5 : 1);
        expect(ticket.epoch).toBeGreaterThanOrEqual(before.epoch);
        expect(ticket.staleEpoch).toBeGreaterThanOrEqual(before.staleEpoch);
        expect(ticket.heldEpoch > 0).toBe(ticket.state === "running");
        expect(Number.isFinite(deadlineMs(ticket))).toBe(true);
        if (before.state === "settled") expect(ticket).toEqual(before);
      }
    }),
  );
});
