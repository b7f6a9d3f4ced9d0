import type { JobFrame } from "../src/contract/events.ts";
import type { JobStore } from "../src/jobs/job-store.ts";
import { sendFrames } from "../src/jobs/send-frames.ts";

/** Those who follow a job's events, each over a WebSocket during which the job's object may sleep. */
export class Watchers {
  readonly #ctx: DurableObjectState;

  constructor(ctx: DurableObjectState) {
    this.#ctx = ctx;
  }

  /** A socket that starts after the event `after`, or with a snapshot; 204 when nothing will follow that event. */
  admit(job: JobStore, after: number | null): Response {
    const lastId = job.log.lastId();
    const isDone = job.log.isDone();
    if (isDone && after !== null && after >= lastId) return new Response(null, { status: 204 });

    const openingId = isDone ? lastId - 1 : lastId;
    const { 0: client, 1: server } = new WebSocketPair();
    this.#ctx.acceptWebSocket(server);
    if (after === null) {
      const opening: JobFrame = { type: "snapshot", id: null, snapshot: job.log.snapshot(job.record.spec) };
      sendFrames([server], [opening]);
    }
    sendFrames([server], job.log.framesAfter(job.record.spec, after ?? openingId));
    if (isDone) server.close(1000, "done");
    return new Response(null, { status: 101, webSocket: client });
  }

  /** Tells everyone what the log says after an event; when that is the end, they are let go. */
  tell(job: JobStore, afterId: number): void {
    const sockets = this.#ctx.getWebSockets();
    if (sockets.length === 0 || job.log.lastId() === afterId) return;
    sendFrames(sockets, job.log.framesAfter(job.record.spec, afterId));
    if (job.log.isDone()) for (const socket of sockets) socket.close(1000, "done");
  }
}
