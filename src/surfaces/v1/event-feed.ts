import type { Context } from "../../context.ts";
import type { JobFrame } from "../../contract/events.ts";
import type { JobSnapshot } from "../../contract/job.ts";
import type { JobRow } from "../../db/schema.ts";
import { sseEvent } from "../../http/sse.ts";
import { type Eta, getEta, isWaiting } from "../../jobs/get-eta.ts";
import { presentEta, presentTranscription } from "./present.ts";

/** The events of one job as v1 streams them to one client. */
export class EventFeed {
  readonly #ctx: Context;
  readonly #row: JobRow;
  /** As last told; what a waiting job's place in the queue is, no frame of its own tells. */
  #eta: Eta | null = null;
  #latest: JobSnapshot | undefined;

  private constructor(ctx: Context, row: JobRow) {
    this.#ctx = ctx;
    this.#row = row;
  }

  static async open(ctx: Context, row: JobRow): Promise<EventFeed> {
    const feed = new EventFeed(ctx, row);
    if (isWaiting(row.status)) {
      feed.#eta = await getEta(ctx, row, { ...row, doneSamples: 0 });
    }
    return feed;
  }

  present(frame: JobFrame): string {
    // A pause is nothing that v1 tells of.
    if (frame.type === "told") return "";
    const id = frame.id === null ? undefined : String(frame.id);
    if (frame.type === "token") {
      const data = { seq: frame.id, chunk_index: frame.chunkIndex, text: frame.token.text };
      return sseEvent({ event: "token", id, data: JSON.stringify(data) });
    }
    const { snapshot } = frame;
    this.#latest = snapshot;
    if (frame.type === "snapshot") return this.#update(snapshot, this.#etaOf(snapshot, frame.id), id);
    const data = presentTranscription({ row: this.#row, snapshot });
    return sseEvent({ event: "done", id, data: JSON.stringify(data) });
  }

  /** An `update` without an id when the place in the queue has changed. */
  async pulse(): Promise<string | null> {
    const snapshot = this.#latest;
    if (snapshot === undefined || !isWaiting(snapshot.status)) return null;
    const eta = await getEta(this.#ctx, this.#row, snapshot);
    const isNews = eta.queuePosition !== this.#eta?.queuePosition || eta.waitMs !== this.#eta.waitMs;
    if (this.#latest !== snapshot || !isNews) return null;
    this.#eta = eta;
    return this.#update(snapshot, eta, undefined);
  }

  /** An event with an id is the same whenever it is sent, so it tells only what its snapshot knows. */
  #etaOf({ status, remainingMs, averageMs }: JobSnapshot, id: number | null): Eta | null {
    if (isWaiting(status)) return id === null ? this.#eta : null;
    return { queuePosition: 0, waitMs: remainingMs, averageMs };
  }

  #update(snapshot: JobSnapshot, eta: Eta | null, id: string | undefined): string {
    const transcription = presentTranscription({ row: this.#row, snapshot });
    const data = { ...transcription, eta: eta === null ? null : presentEta(eta) };
    return sseEvent({ event: "update", id, data: JSON.stringify(data) });
  }
}
