import { z } from "zod";
import { JobFrame } from "../contract/events.ts";

/** Waits before asking the job again when its socket is lost; after the last one it counts as out of reach. */
const RECONNECT_DELAYS_MS = [0, 200, 1_000, 3_000];

const Message = z.union([z.array(JobFrame), JobFrame.transform((frame) => [frame])]);

export interface JobFollowerOptions {
  /** The socket that it starts with. */
  readonly socket: WebSocket;
  /** The id after which it starts, null at the beginning. */
  readonly after: number | null;
  /** A new socket after the last id that was passed on; null when nothing follows. */
  readonly reconnect: (after: number | null) => Promise<WebSocket | null>;
  readonly onFrame: (frame: JobFrame) => void;
  /** No further frame is at hand. */
  readonly onPause?: () => void;
  /** Nothing follows. */
  readonly onOver: () => void;
  /** The job cannot be reached. */
  readonly onLost: () => void;
}

/**
 * Follows a job over its event socket, so that the job's object can sleep between events. A lost socket is replaced from
 * the last id on: each frame of the log is passed on once. After `done` it stops by itself.
 */
export class JobFollower {
  readonly #options: JobFollowerOptions;
  #socket: WebSocket | undefined;
  #lastId: number | null;
  #reconnects = 0;
  #isStopped = false;

  constructor(options: JobFollowerOptions) {
    this.#options = options;
    this.#lastId = options.after;
    this.#follow(options.socket);
  }

  stop(): void {
    this.#isStopped = true;
    this.#socket?.close(1000, "watcher left");
    this.#socket = undefined;
  }

  #follow(socket: WebSocket): void {
    this.#socket = socket;
    socket.addEventListener("message", ({ data }) => this.#pass(data));
    socket.addEventListener("close", () => this.#replace(socket));
    socket.addEventListener("error", () => this.#replace(socket));
    socket.accept();
  }

  #pass(data: string | ArrayBuffer): void {
    if (typeof data !== "string") return;
    this.#reconnects = 0;
    for (const frame of Message.parse(JSON.parse(data))) {
      if (this.#isStopped) return;
      if (frame.id !== null && this.#lastId !== null && frame.id <= this.#lastId) continue;
      this.#options.onFrame(frame);
      if (frame.type === "done") return this.stop();
      this.#lastId = frame.id ?? this.#lastId;
    }
    this.#options.onPause?.();
  }

  #replace(lost: WebSocket): void {
    if (this.#socket !== lost) return;
    this.#socket = undefined;
    void this.#reconnect();
  }

  async #reconnect(): Promise<void> {
    while (!this.#isStopped) {
      const delayMs = RECONNECT_DELAYS_MS[this.#reconnects++];
      if (delayMs === undefined) return this.#options.onLost();
      await scheduler.wait(delayMs);
      const socket = await this.#options.reconnect(this.#lastId).catch(() => undefined);
      if (socket === null) return this.#options.onOver();
      if (socket !== undefined) return this.#isStopped ? socket.close(1000) : this.#follow(socket);
    }
  }
}
