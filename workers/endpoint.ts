import { DurableObject } from "cloudflare:workers";
import { getLogger } from "@logtape/logtape";
import { openDatabase } from "../src/db/client.ts";
import { hasFacts } from "../src/jobs/facts.ts";
import { advanceTickets, nextDeadlineMs } from "../src/webhooks/tickets/advance-tickets.ts";
import type { DeliveryFence } from "../src/webhooks/tickets/delivery-schedule.ts";
import { HEALTHY } from "../src/webhooks/tickets/endpoint-health.ts";
import { type EndpointStore, openEndpointStore } from "../src/webhooks/tickets/endpoint-store.ts";
import { type DeliveryOrder, fileTicket } from "../src/webhooks/tickets/file-ticket.ts";
import { indexEndpoint } from "../src/webhooks/tickets/index-endpoint.ts";
import { sendTickets } from "../src/webhooks/tickets/send-tickets.ts";
import { type DeliveryReport, settleTicket } from "../src/webhooks/tickets/settle-ticket.ts";
import { takeTicket } from "../src/webhooks/tickets/take-ticket.ts";
import { FIRST_RETRY_MS, Waker } from "./waker.ts";

const log = getLogger(["voxedge", "endpoint"]);

/**
 * The single writer of what is still to be delivered to one webhook endpoint, and of whether it is called at all. A
 * ticket goes out as a queue message; whoever consumes it takes the ticket, delivers, records the attempt and reports.
 */
export class EndpointDO extends DurableObject<Env> {
  #store: EndpointStore | undefined;
  readonly #waker = new Waker(this.ctx.storage, {
    followUp: () => this.#followUp(),
    onError: (error, retries) =>
      log.error("endpoint.wake failed: {error}", { endpointId: this.#store?.record.endpointId, error, retries }),
  });

  /** Has events delivered; gives the ticket of each, null while the endpoint is disabled. */
  async enqueue(endpointId: string, orders: readonly DeliveryOrder[]): Promise<(string | null)[]> {
    this.#store ??= openEndpointStore(this.ctx.storage.sql);
    const filed = this.#change((store) => {
      store.record.open(endpointId);
      return orders.map((order) => fileTicket(store, order, Date.now()));
    });
    return filed ?? [];
  }

  /** Gives a sender the event to deliver; null when there is nothing for it to do. */
  async take(ticketId: string, fence: DeliveryFence): Promise<string | null> {
    return this.#change((store) => takeTicket(store, { ticketId, fence }, Date.now())) ?? null;
  }

  async report(report: DeliveryReport): Promise<void> {
    this.#change((store) => settleTicket(store, report, { nowMs: Date.now(), random: Math.random() }));
  }

  /** The owner wants it called again; resolves when the index says so, if it can be reached. */
  async enable(): Promise<void> {
    this.#change(({ record }) => {
      record.setDisabled(null);
      record.setHealth(HEALTHY);
    });
    await this.#waker.wake();
  }

  /** The endpoint is deleted: of its tickets nothing is left. */
  async erase(): Promise<void> {
    await this.ctx.storage.deleteAll();
    this.#store = undefined;
  }

  override async alarm(): Promise<void> {
    await this.#waker.ring();
  }

  #open(): EndpointStore | undefined {
    if (this.#store === undefined && hasFacts(this.ctx.storage.sql)) {
      this.#store = openEndpointStore(this.ctx.storage.sql);
    }
    return this.#store;
  }

  /** Commits one change and lets the consequences follow. Undefined for an endpoint that never had anything to deliver. */
  #change<Result>(verb: (store: EndpointStore) => Result): Result | undefined {
    const store = this.#open();
    if (store === undefined) return undefined;
    const result = this.ctx.storage.transactionSync(() => verb(store));
    this.#waker.arm(Date.now() + FIRST_RETRY_MS);
    this.ctx.waitUntil(this.#waker.wake());
    return result;
  }

  /** Everything that must happen outside this object, each step safe to repeat. Gives the next deadline. */
  async #followUp(): Promise<number | null> {
    const store = this.#open();
    if (store === undefined) return null;
    this.ctx.storage.transactionSync(() => advanceTickets(store, { nowMs: Date.now(), random: Math.random() }));
    await sendTickets(store, this.env.WEBHOOKS);
    await indexEndpoint(store, openDatabase(this.env.DB));
    return nextDeadlineMs(store);
  }
}
