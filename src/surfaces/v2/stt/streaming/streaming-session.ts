import type { Context } from "../../../../context.ts";
import { newId } from "../../../../contract/ids.ts";
import type { RequestScope } from "../../../../http/app-env.ts";
import { JobFollower } from "../../../../http/job-follower.ts";
import { toFault } from "../../../../http/to-fault.ts";
import { insist } from "../../../../jobs/insist.ts";
import { storePart } from "../../../../jobs/live/store-part.ts";
import { watchJob } from "../../../../jobs/watch-job.ts";
import { orderJob } from "../order-job.ts";
import { acceptConfig } from "./accept-config.ts";
import { PartFeed } from "./part-feed.ts";
import { NEW_SESSION, type Session, type SessionEffect, type SessionEvent, step } from "./session.ts";
import { rawHead } from "./raw-head.ts";
import type { ConfigFrame } from "./wire.ts";

/** How long a client may take until it has said its key and its configuration. */
const OPENING_MS = 10_000;
/** What a client may be ahead of the storage. Beyond, it would fill the Worker's memory. */
const MAX_WAITING_BYTES = 16 * 1024 * 1024;

export interface StreamingSessionOptions {
  readonly scope: RequestScope;
  /** Accepted. */
  readonly socket: WebSocket;
  /** As the request told it; otherwise the first message does. */
  readonly key: string | undefined;
  /** The context of the key's account. Throws the fault of a key that opens nothing here. */
  readonly admit: (key: string) => Promise<Context>;
}

/** One client's socket, and all that its {@link Session} has done. Messages are taken one after the other. */
export class StreamingSession {
  readonly #options: StreamingSessionOptions;
  readonly #over = Promise.withResolvers<void>();
  readonly #feed: PartFeed;
  #session: Session = NEW_SESSION;
  #ctx: Context | undefined;
  #jobId = "";
  /** Stands before the first audio. */
  #head: Uint8Array = new Uint8Array(0);
  #follower: JobFollower | undefined;
  #storing: Promise<void> = Promise.resolve();
  /** The admission or the start of a job under way. */
  #opening: Promise<void> = Promise.resolve();
  /** Ends with the work on the last message so far. */
  #work: Promise<void> = Promise.resolve();
  /** Of messages that wait for the work on earlier ones. */
  #queuedBytes = 0;

  constructor(options: StreamingSessionOptions) {
    this.#options = options;
    const { scope } = options;
    this.#feed = new PartFeed({ store: (index, bytes) => storePart(scope, { jobId: this.#jobId, index, bytes }) });
  }

  /** Resolves when the client is gone and everything that it sent is stored. */
  async run(): Promise<void> {
    const { socket, key } = this.#options;
    const patience = setTimeout(() => this.#queue({ type: "late" }), OPENING_MS);
    socket.addEventListener("message", ({ data }) => this.#receive(data));
    socket.addEventListener("close", () => this.#queue({ type: "left" }));
    socket.addEventListener("error", () => this.#queue({ type: "left" }));
    if (key !== undefined) this.#work = this.#admit(key);
    await this.#over.promise;
    clearTimeout(patience);
    this.#follower?.stop();
    await this.#storing;
  }

  #receive(data: string | ArrayBuffer): void {
    if (typeof data === "string") {
      this.#queue({ type: "text", text: data });
      return;
    }
    this.#queuedBytes += data.byteLength;
    if (this.#queuedBytes + this.#feed.waitingBytes > MAX_WAITING_BYTES) this.#take({ type: "flooded" });
    else this.#queue({ type: "bytes", bytes: new Uint8Array(data) });
  }

  /** Takes an event when the work on earlier ones is done. */
  #queue(event: SessionEvent): void {
    this.#work = this.#takeAfter(this.#work, event);
  }

  async #takeAfter(work: Promise<void>, event: SessionEvent): Promise<void> {
    await work;
    if (event.type === "bytes") this.#queuedBytes -= event.bytes.byteLength;
    this.#take(event);
    await this.#opening;
  }

  /** Takes an event at once. */
  #take(event: SessionEvent): void {
    const [session, effects] = step(this.#session, event);
    this.#session = session;
    for (const effect of effects) this.#perform(effect);
    if (session.phase === "closed") this.#over.resolve();
  }

  #perform(effect: SessionEffect): void {
    const { socket, scope } = this.#options;
    switch (effect.type) {
      case "admit":
        this.#opening = this.#admit(effect.key);
        break;
      case "start":
        this.#opening = this.#start(effect.config);
        break;
      case "gather":
        if (this.#head.byteLength > 0) this.#feed.add(this.#head);
        this.#head = new Uint8Array(0);
        this.#feed.add(effect.bytes);
        break;
      case "endAudio":
        this.#feed.end();
        break;
      case "say":
        if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(effect.frame));
        break;
      case "close":
        scope.log.info("stream.closed", { event: "stream.closed", jobId: this.#jobId, code: effect.code });
        if (socket.readyState === WebSocket.OPEN) socket.close(effect.code);
    }
  }

  async #admit(key: string): Promise<void> {
    try {
      this.#ctx = await this.#options.admit(key);
      this.#take({ type: "admitted" });
    } catch (error) {
      this.#fail(error);
    }
  }

  async #start(config: ConfigFrame): Promise<void> {
    const ctx = this.#ctx;
    if (ctx === undefined) return;
    const jobId = newId();
    try {
      await orderJob(ctx, acceptConfig(ctx.owner, jobId, config));
      const socket = await watchJob(ctx, jobId, null);
      this.#jobId = jobId;
      this.#head = rawHead(config);
      this.#storing = this.#store(ctx);
      this.#take({ type: "started", jobId });
      if (socket !== null) this.#follow(ctx, socket);
    } catch (error) {
      this.#fail(error);
    }
  }

  #follow(ctx: Context, socket: WebSocket): void {
    this.#follower = new JobFollower({
      socket,
      after: null,
      reconnect: (after) => watchJob(ctx, this.#jobId, after),
      onFrame: (frame) => this.#take({ type: "told", frame }),
      onPause: () => this.#take({ type: "silent" }),
      onOver: () => this.#fail(new Error("the job's events ended before the job")),
      onLost: () => this.#fail(new Error("the job is out of reach")),
    });
  }

  async #store(ctx: Context): Promise<void> {
    try {
      await this.#feed.run();
      await insist(ctx, "audio.end", () => ctx.env.JOB.getByName(this.#jobId).endAudio());
    } catch (error) {
      // The job finds out by itself that no more audio comes.
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    const { code, detail, status } = toFault(error);
    if (status >= 500)
      this.#options.scope.log.error("stream.failed", { event: "stream.failed", jobId: this.#jobId, error });
    this.#take({ type: "failed", code, detail });
  }
}
