import { randomUUID } from "node:crypto";
import { once } from "node:events";
import type { Logger } from "@logtape/logtape";
import PQueue from "p-queue";
import type { z } from "zod";
import { backoffMs, pause } from "./backoff.ts";
import { isKeyRefused } from "./http-call.ts";
import type { Metrics } from "./metrics.ts";
import type { Lease, PullQueue } from "./queue.ts";
import type { Shutdown } from "./shutdown.ts";
import { HAND_BACK, retryDelaySeconds, type Verdict } from "./work/verdict.ts";

/** One message to work on. */
export interface Delivery<M> {
  readonly message: M;
  readonly attempt: number;
  /** Tells this delivery from a copy of it that another node, or this one, may have received. */
  readonly holder: string;
  /** Aborts when the work has to be given back. */
  readonly signal: AbortSignal;
}

interface Pacing {
  /** How long the server may hold an empty answer open. */
  readonly waitMs: number;
  /**
   * Longer than any piece of work takes, which may be to listen for hours: a message that comes back takes its work from
   * whoever does it. Nodes that are lost are found by the watchdog of their job, long before the queue would notice.
   */
  readonly visibilityTimeoutMs: number;
  /** Least time from one empty answer to the next pull, for servers that answer at once. */
  readonly emptyMs: number;
  /** Waits after failed pulls. */
  readonly backoff: { readonly firstMs: number; readonly maxMs: number };
}

const PACING: Pacing = {
  waitMs: 4000,
  visibilityTimeoutMs: 43_200_000,
  emptyMs: 1000,
  backoff: { firstMs: 250, maxMs: 10_000 },
};

/** Long enough for another node to see it first. */
const FOR_ANOTHER: Verdict = { settle: "retry", delaySeconds: 1 };

export interface PullLoopOptions<M> {
  readonly queue: PullQueue;
  readonly schema: z.ZodType<M>;
  readonly work: (delivery: Delivery<M>) => Promise<Verdict>;
  readonly concurrency: number;
  /** Work that waits more than it works, and for that takes no slot of the others. */
  readonly aside?: {
    readonly takes: (message: M) => boolean;
    /** Beyond it, such messages go back to the queue for another node. */
    readonly concurrency: number;
  };
  readonly shutdown: Shutdown;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly pacing?: Pacing;
}

/** Keeps up to `concurrency` pieces of work of one queue running, and asks for more only when it has room. */
export class PullLoop<M> {
  readonly #options: PullLoopOptions<M>;
  readonly #pacing: Pacing;
  readonly #slots: PQueue;
  readonly #aside: PQueue;

  constructor(options: PullLoopOptions<M>) {
    this.#options = options;
    this.#pacing = options.pacing ?? PACING;
    this.#slots = new PQueue({ concurrency: options.concurrency });
    this.#aside = new PQueue({ concurrency: options.aside?.concurrency ?? Infinity });
  }

  /** Pieces of work that are running or waiting for a slot. */
  get inFlight(): number {
    return this.#slots.pending + this.#slots.size + this.#aside.pending;
  }

  get room(): number {
    const taken = this.#slots.pending + this.#slots.size;
    return this.#options.shutdown.stop.aborted ? 0 : Math.max(0, this.#options.concurrency - taken);
  }

  /** Runs work that came another way in a slot of this loop, ahead of messages that wait for one. */
  adopt(work: (signal: AbortSignal) => Promise<void>): void {
    this.#slots
      .add(() => work(this.#options.shutdown.abort), { priority: 1 })
      .catch((error: unknown) => {
        this.#options.log.error("work.crashed", { error });
      });
  }

  /** Resolves when nothing is running or waiting. */
  async idle(): Promise<void> {
    await Promise.all([this.#slots.onIdle(), this.#aside.onIdle()]);
  }

  /**
   * Pulls until `shutdown.stop`, then resolves once every message that was taken is settled. A pull under way is never
   * aborted, its messages would stay leased to nobody: what it brings after the stop is handed back.
   *
   * @throws SpeechFault when the deployment refuses the node's key.
   */
  async run(): Promise<void> {
    const { shutdown, log, metrics } = this.#options;
    let failures = 0;
    while (!shutdown.stop.aborted) {
      await this.#untilRoom();
      if (shutdown.stop.aborted) break;
      try {
        await this.#pullOnce();
        failures = 0;
      } catch (error) {
        if (isKeyRefused(error)) throw error;
        failures += 1;
        metrics.count("queue_errors");
        log.warn("queue.pull_failed", { failures, error });
        await pause(backoffMs(failures, this.#pacing.backoff), shutdown.stop);
      }
    }
    await this.idle();
  }

  async #pullOnce(): Promise<void> {
    const { queue, shutdown } = this.#options;
    const askedAt = performance.now();
    const leases = await queue.pull({
      batch_size: Math.min(100, Math.max(1, this.room)),
      visibility_timeout_ms: this.#pacing.visibilityTimeoutMs,
      wait_ms: this.#pacing.waitMs,
    });
    if (shutdown.stop.aborted) return this.#handBack(leases);
    for (const lease of leases) this.#take(lease);
    if (leases.length === 0) await pause(this.#pacing.emptyMs - (performance.now() - askedAt), shutdown.stop);
  }

  #take(lease: Lease): void {
    const isAside = this.#isAside(lease);
    const isFull = isAside && this.#aside.pending >= this.#aside.concurrency;
    const work = async () => this.#settle(lease, isFull ? FOR_ANOTHER : await this.#work(lease));
    const slots = isAside && !isFull ? this.#aside : this.#slots;
    slots.add(work).catch((error: unknown) => {
      // The lease runs out and the message is delivered again.
      this.#options.metrics.count("queue_errors");
      this.#options.log.warn("queue.settle_failed", { error });
    });
  }

  #isAside({ body }: Lease): boolean {
    const { aside, schema } = this.#options;
    const message = schema.safeParse(body);
    return aside !== undefined && message.success && aside.takes(message.data);
  }

  async #work(lease: Lease): Promise<Verdict> {
    const { schema, work, shutdown, log } = this.#options;
    const later: Verdict = { settle: "retry", delaySeconds: retryDelaySeconds(lease.attempt) };
    // It waited for a slot until the drain began.
    if (shutdown.stop.aborted) return HAND_BACK;
    const parsed = schema.safeParse(lease.body);
    if (!parsed.success) {
      // Perhaps a newer node understands it; otherwise it ends in the dead-letter queue, where it is seen.
      log.error("message.malformed", { attempt: lease.attempt, issues: parsed.error.issues });
      return later;
    }
    try {
      return await work({
        message: parsed.data,
        attempt: lease.attempt,
        holder: randomUUID(),
        signal: shutdown.abort,
      });
    } catch (error) {
      log.error("work.crashed", { attempt: lease.attempt, error });
      return later;
    }
  }

  async #settle({ leaseId }: Lease, verdict: Verdict): Promise<void> {
    await this.#options.queue.settle(
      verdict.settle === "ack"
        ? { acks: [{ lease_id: leaseId }] }
        : { retries: [{ lease_id: leaseId, delay_seconds: verdict.delaySeconds }] },
    );
  }

  async #handBack(leases: readonly Lease[]): Promise<void> {
    if (leases.length === 0) return;
    await this.#options.queue.settle({
      retries: leases.map(({ leaseId }) => ({ lease_id: leaseId, delay_seconds: 0 })),
    });
  }

  async #untilRoom(): Promise<void> {
    const { stop } = this.#options.shutdown;
    while (this.room === 0 && !stop.aborted) {
      await once(this.#slots, "next", { signal: stop }).catch((error: unknown) => {
        if (!stop.aborted) throw error;
      });
    }
  }
}
