import type { JobFrame } from "../../contract/events.ts";
import type { JobRow } from "../../db/schema.ts";
import { sseEvent } from "../../http/sse.ts";
import { presentTranscription } from "./present.ts";

/** One frame of a job's events as v1 streams it. */
export function presentFrame(row: JobRow, frame: JobFrame): string {
  const id = frame.id === null ? undefined : String(frame.id);
  if (frame.type === "token") {
    const data = { seq: frame.id, chunk_index: frame.chunkIndex, text: frame.token.text };
    return sseEvent({ event: "token", id, data: JSON.stringify(data) });
  }
  const data = presentTranscription({ row, snapshot: frame.snapshot });
  return sseEvent({ event: frame.type === "done" ? "done" : "update", id, data: JSON.stringify(data) });
}
