import type { JobFrame } from "../src/contract/events.ts";
import type { JobStore } from "../src/jobs/job-store.ts";
import { sendFrames } from "../src/jobs/send-frames.ts";

/** Up to where everyone has been told. */
export interface Told {
  readonly lastId: number;
  readonly throughSample: number;
}

/** Those who follow a job's events, each over a WebSocket during which the job's object may sleep. */
export class Watchers {
  readonly #ctx: DurableObjectState;

  constructor(ctx: DurableObjectState) {
    this.#ctx = ctx;
  }

  /**
   * The socket that a request asks for: it starts after the event `after` of the query, or with a snapshot. 204 when
   * nothing will follow that event, 404 without a job.
   */
  admit(job: JobStore | undefined, { url }: Request): Response {
    if (job === undefined) return new Response(null, { status: 404 });
    const asked = new URL(url).searchParams.get("after");
    const after = asked === null ? null : Number(asked);
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
    sendFrames([server], toldFrames(job, 0));
    if (isDone) server.close(1000, "done");
    return new Response(null, { status: 101, webSocket: client });
  }

  /** Tells everyone what is new since then; when that is the end, they are let go. */
  tell(job: JobStore, { lastId, throughSample }: Told): void {
    const sockets = this.#ctx.getWebSockets();
    if (sockets.length === 0) return;
    sendFrames(sockets, job.log.framesAfter(job.record.spec, lastId));
    sendFrames(sockets, toldFrames(job, throughSample));
    if (job.log.lastId() !== lastId && job.log.isDone()) for (const socket of sockets) socket.close(1000, "done");
  }
}

export function toldOf({ record, log, ledger }: JobStore): Told {
  return { lastId: log.lastId(), throughSample: isLive(record) ? ledger.toldThrough() : 0 };
}

function isLive(record: JobStore["record"]): boolean {
  return record.isStarted() && record.spec.live !== undefined;
}

/** Who listens to audio while it is spoken has to know when a pause has begun, of which no token tells. */
function toldFrames(job: JobStore, afterSample: number): JobFrame[] {
  const { throughSample } = toldOf(job);
  return throughSample === afterSample ? [] : [{ type: "told", id: null, throughSample }];
}
