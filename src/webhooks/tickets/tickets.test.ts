import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import * as fc from "fast-check";
import { describe, test } from "vitest";
import { newId } from "../../contract/ids.ts";
import { DAY_MS } from "../../contract/units.ts";
import type { DeliveryMessage } from "../../contract/messages.ts";
import { advanceTickets, nextDeadlineMs } from "./advance-tickets.ts";
import { type DeliveryOutcome, LEASE_MS } from "./delivery-schedule.ts";
import { MOST_IN_FLIGHT } from "./endpoint-health.ts";
import { type EndpointStore, openEndpointStore } from "./endpoint-store.ts";
import { fileTicket } from "./file-ticket.ts";
import { sendTickets } from "./send-tickets.ts";
import { settleTicket } from "./settle-ticket.ts";
import { takeTicket } from "./take-ticket.ts";

const T = 1_000_000;
const DELIVERED: DeliveryOutcome = { kind: "delivered" };
const FAILED: DeliveryOutcome = { kind: "failed", retryAfterMs: null };

/** An endpoint's object on real storage, with a queue that this test empties by hand. */
class Bench {
  readonly store: EndpointStore;
  readonly messages: DeliveryMessage[] = [];
  nowMs = T;

  constructor(sql: SqlStorage) {
    this.store = openEndpointStore(sql);
    this.store.record.open(newId());
  }

  file(eventId: string, automatic = true): string | null {
    return fileTicket(this.store, { eventId, ticketId: newId(), automatic }, this.nowMs);
  }

  async advance(): Promise<void> {
    advanceTickets(this.store, { nowMs: this.nowMs, random: 0 });
    const { messages } = this;
    await sendTickets(this.store, {
      ...env.WEBHOOKS,
      async sendBatch(batch: Iterable<MessageSendRequest<DeliveryMessage>>) {
        messages.push(...Array.from(batch, ({ body }) => body));
        return { metadata: { metrics: { backlogCount: 0, backlogBytes: 0 } } };
      },
    });
  }

  take({ ticketId, epoch }: DeliveryMessage, attempt = 1): string | null {
    return takeTicket(this.store, { ticketId, fence: { epoch, attempt } }, this.nowMs);
  }

  report({ ticketId, epoch }: DeliveryMessage, outcome: DeliveryOutcome, attempt = 1): void {
    const report = { ticketId, fence: { epoch, attempt }, outcome };
    settleTicket(this.store, report, { nowMs: this.nowMs, random: 0 });
  }

  /** Sends and settles whatever is due; all of it takes as long. */
  async deliverAll(outcome: DeliveryOutcome, tookMs = 0): Promise<number> {
    await this.advance();
    const due = this.messages.splice(0);
    for (const message of due) this.take(message);
    this.nowMs += tookMs;
    for (const message of due) this.report(message, outcome);
    return due.length;
  }

  /** The time of the next deadline comes. */
  async goOn(outcome: DeliveryOutcome): Promise<number> {
    this.nowMs = Math.max(this.nowMs, nextDeadlineMs(this.store) ?? Infinity);
    return this.deliverAll(outcome);
  }
}

function withBench<Result>(use: (bench: Bench) => Promise<Result>): Promise<Result> {
  return runInDurableObject(env.ENDPOINT.getByName(newId()), (_, state) => use(new Bench(state.storage.sql)));
}

test("an event that is announced again, even after it was delivered, is delivered once", ({ expect }) =>
  withBench(async (bench) => {
    const ticket = bench.file("event");
    expect(bench.file("event")).toBe(ticket);
    expect(await bench.deliverAll(DELIVERED)).toBe(1);
    expect(bench.file("event")).toBe(ticket);
    expect(await bench.deliverAll(DELIVERED)).toBe(0);
  }));

test("a week later nothing of it is left", ({ expect }) =>
  withBench(async (bench) => {
    bench.file("event");
    await bench.deliverAll(DELIVERED);
    expect(await bench.goOn(DELIVERED)).toBe(0);
    expect(bench.nowMs).toBe(T + 7 * DAY_MS);
    expect(nextDeadlineMs(bench.store)).toBeNull();
  }));

describe("a replay", () => {
  test("of an event that was delivered is one more delivery", ({ expect }) =>
    withBench(async (bench) => {
      const first = bench.file("event");
      await bench.deliverAll(DELIVERED);
      expect(bench.file("event", false)).not.toBe(first);
      expect(await bench.deliverAll(FAILED)).toBe(1);
      expect(await bench.goOn(FAILED)).toBe(0);
    }));

  test("of an event that waits for its next attempt makes that now, and asked for twice still once", ({ expect }) =>
    withBench(async (bench) => {
      const ticket = bench.file("event");
      await bench.deliverAll(FAILED);
      expect(await bench.deliverAll(DELIVERED)).toBe(0);
      expect([bench.file("event", false), bench.file("event", false)]).toEqual([ticket, ticket]);
      expect(await bench.deliverAll(DELIVERED)).toBe(1);
      expect(await bench.goOn(DELIVERED)).toBe(0);
    }));
});

describe("an endpoint", () => {
  test("that hangs keeps one sender busy, whether it answers at last or not", ({ expect }) =>
    withBench(async (bench) => {
      for (let n = 0; n < 10; n++) bench.file(`event ${n}`);
      await bench.advance();
      expect(bench.messages.length).toBe(1);
      expect(nextDeadlineMs(bench.store)).toBeGreaterThan(bench.nowMs);
      expect(await bench.deliverAll(FAILED, 30_000)).toBe(1);
      expect(await bench.deliverAll(DELIVERED, 29_000)).toBe(1);
      expect(await bench.deliverAll(DELIVERED)).toBe(1);
    }));

  test("that answers at once gets many deliveries at a time, and one that takes its time some", ({ expect }) =>
    withBench(async (bench) => {
      for (let n = 0; n < 3 * MOST_IN_FLIGHT; n++) bench.file(`event ${n}`);
      expect(await bench.deliverAll(DELIVERED, 100)).toBe(1);
      expect(await bench.deliverAll(DELIVERED, 5_000)).toBe(MOST_IN_FLIGHT);
      expect(await bench.deliverAll(DELIVERED)).toBe(3);
    }));

  test("that is gone gets nothing more, automatic or not", ({ expect }) =>
    withBench(async (bench) => {
      bench.file("earlier");
      await bench.deliverAll(DELIVERED);
      bench.file("first");
      bench.file("second");
      await bench.advance();
      const [first, second] = bench.messages;
      if (first === undefined || second === undefined) throw new Error("two events gave no two messages");
      bench.take(first);
      bench.report(first, { kind: "refused" });
      expect(bench.store.record.disabledAtMs).toBe(T);
      expect(bench.take(second)).toBeNull();
      expect([bench.file("third"), bench.file("third", false)]).toEqual([null, null]);
    }));

  test("that failed for five days and nothing else is disabled; a success in between begins anew", ({ expect }) =>
    withBench(async (bench) => {
      const fails = async (days: number) => {
        for (let day = 0; day < days; day++) {
          bench.nowMs = Math.max(bench.nowMs, T) + DAY_MS / 2;
          bench.file(newId());
          while (bench.store.ledger.untaken().length > 0) await bench.goOn(FAILED);
        }
      };
      await fails(8);
      expect(bench.store.record.disabledAtMs).toBeNull();
      bench.file("good");
      await bench.deliverAll(DELIVERED);
      await fails(8);
      expect(bench.store.record.disabledAtMs).toBeNull();
      await fails(3);
      expect(bench.store.record.disabledAtMs).not.toBeNull();
    }));
});

test("a sender that was killed between sending and recording is replaced, with the same event", ({ expect }) =>
  withBench(async (bench) => {
    bench.file("event");
    await bench.advance();
    const [killed] = bench.messages.splice(0);
    if (killed === undefined) throw new Error("no message");
    expect(bench.take(killed)).toBe("event");
    bench.nowMs += LEASE_MS;
    await bench.advance();
    const [replacing] = bench.messages.splice(0);
    if (replacing === undefined) throw new Error("no message");
    expect([replacing.ticketId, replacing.epoch]).toEqual([killed.ticketId, killed.epoch + 1]);
    expect(bench.take(killed, 2)).toBeNull();
    expect(bench.take(replacing)).toBe("event");
    bench.report(replacing, DELIVERED);
    bench.report(replacing, FAILED);
    expect(await bench.goOn(DELIVERED)).toBe(0);
  }));

test("a message that the queue delivers twice is taken once", ({ expect }) =>
  withBench(async (bench) => {
    bench.file("event");
    await bench.advance();
    const [message] = bench.messages;
    if (message === undefined) throw new Error("no message");
    expect([bench.take(message), bench.take(message)]).toEqual(["event", null]);
  }));

test("under any interleaving every event is delivered or given up after five failures, and never held by two", async ({
  expect,
}) => {
  const steps = fc.array(
    fc.record({
      what: fc.constantFrom("file", "replay", "advance", "take", "deliver", "fail", "wait"),
      which: fc.nat(11),
      attempt: fc.integer({ min: 1, max: 2 }),
    }),
    { maxLength: 40 },
  );
  await fc.assert(
    fc.asyncProperty(steps, (run) =>
      withBench(async (bench) => {
        const sent: DeliveryMessage[] = [];
        for (const { what, which, attempt } of run) {
          const message = sent[which % Math.max(1, sent.length)];
          if (what === "file") bench.file(`event ${which % 3}`);
          if (what === "replay") bench.file(`event ${which % 3}`, false);
          if (what === "advance") await bench.advance();
          if (what === "take" && message !== undefined) bench.take(message, attempt);
          if (what === "deliver" && message !== undefined) bench.report(message, DELIVERED, attempt);
          if (what === "fail" && message !== undefined) bench.report(message, FAILED, attempt);
          if (what === "wait") bench.nowMs += LEASE_MS;
          sent.push(...bench.messages.splice(0));
          for (const event of ["event 0", "event 1", "event 2"]) {
            const tickets = bench.store.ledger.ofEvent(event);
            expect(tickets.filter(({ state }) => state !== "settled").length).toBeLessThanOrEqual(1);
            expect(tickets.filter(({ automatic }) => automatic).length).toBeLessThanOrEqual(1);
            expect(Math.max(0, ...tickets.map(({ failures }) => failures))).toBeLessThanOrEqual(5);
          }
        }
        // Left to itself with a receiver that answers, everything comes to its end.
        for (let rounds = 0; bench.store.ledger.untaken().length + bench.store.ledger.inFlight() > 0; rounds++) {
          if (rounds > 50) throw new Error("tickets are stuck");
          await bench.goOn(DELIVERED);
        }
      }),
    ),
    { numRuns: 60 },
  );
});
