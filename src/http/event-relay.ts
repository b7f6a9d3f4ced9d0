import type { JobFrame } from "../contract/events.ts";
import { JobFollower, type JobFollowerOptions } from "./job-follower.ts";
import { sseComment, sseRetry } from "./sse.ts";

const KEEP_ALIVE_MS = 15_000;
const MAX_AGE_MS = 15 * 60_000;
const PULSE_MS = 5_000;
/** A reader this far behind is let go; it resumes by id. Without a bound it would fill the Worker's memory. */
const MAX_BACKLOG_BYTES = 1024 * 1024;
/** The client's own pause before it reconnects, spread so that a deploy does not bring all of them back at once. */
const CLIENT_RETRY_MS = { least: 1_000, spread: 1_000 };

export interface EventRelayOptions extends Pick<JobFollowerOptions, "socket" | "after" | "reconnect"> {
  /** Empty for a frame that is not told. */
  readonly present: (frame: JobFrame) => string;
  /** What can be told now that no frame tells, if anything; asked every few seconds. */
  readonly pulse?: () => Promise<string | null>;
  /** The last words to a client whose job cannot be reached. */
  readonly farewell: string;
}

/**
 * Source of a client's event stream: ends it here and follows the job over a WebSocket, so that the job's object can
 * sleep between events. A lost socket is replaced from the last id on, without the client noticing. Use it with a
 * byte-counting strategy whose high-water mark is 0.
 */
export class EventRelay implements UnderlyingSource<Uint8Array> {
  readonly #options: EventRelayOptions;
  readonly #encoder = new TextEncoder();
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  #follower: JobFollower | undefined;
  #largestEventBytes = 0;
  #keepAlive: ReturnType<typeof setInterval> | null = null;
  #maxAge: ReturnType<typeof setTimeout> | null = null;
  #pulse: ReturnType<typeof setInterval> | null = null;

  constructor(options: EventRelayOptions) {
    this.#options = options;
  }

  start(controller: ReadableStreamDefaultController<Uint8Array>): void {
    this.#controller = controller;
    this.#write(sseRetry(CLIENT_RETRY_MS.least + Math.floor(Math.random() * CLIENT_RETRY_MS.spread)));
    this.#keepAlive = setInterval(() => this.#write(sseComment("keep-alive")), KEEP_ALIVE_MS);
    this.#maxAge = setTimeout(() => this.#close(), MAX_AGE_MS);
    this.#pulse = setInterval(() => void this.#beat(), PULSE_MS);
    const { socket, after, reconnect, present, farewell } = this.#options;
    this.#follower = new JobFollower({
      socket,
      after,
      reconnect,
      onFrame: (frame) => {
        this.#write(present(frame));
        if (frame.type === "done") this.#close();
      },
      onOver: () => this.#close(),
      onLost: () => {
        this.#write(farewell);
        this.#close();
      },
    });
  }

  /** The client is gone. */
  cancel(): void {
    this.#controller = undefined;
    clearInterval(this.#keepAlive);
    clearTimeout(this.#maxAge);
    clearInterval(this.#pulse);
    this.#follower?.stop();
  }

  /** What cannot be found out now is told at a later beat. */
  async #beat(): Promise<void> {
    const text = await this.#options.pulse?.().catch(() => null);
    if (typeof text === "string") this.#write(text);
  }

  /** Whole events only, so that a stream never ends inside one. */
  #write(text: string): void {
    if (this.#controller === undefined) return;
    const backlogBytes = -(this.#controller.desiredSize ?? 0);
    // A snapshot alone may exceed the limit; two of them are normal at the end of a long job.
    if (backlogBytes > MAX_BACKLOG_BYTES + 2 * this.#largestEventBytes) return this.#close();
    const bytes = this.#encoder.encode(text);
    this.#largestEventBytes = Math.max(this.#largestEventBytes, bytes.byteLength);
    this.#controller.enqueue(bytes);
  }

  #close(): void {
    this.#controller?.close();
    this.cancel();
  }
}
