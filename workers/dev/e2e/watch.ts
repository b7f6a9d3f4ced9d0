import { z } from "zod";
import type { ApiAccess } from "../call-api.ts";
import { openStream } from "../open-stream.ts";
import { Transcription } from "./transcription.ts";

const TokenData = z.object({ seq: z.int(), chunk_index: z.int(), text: z.string() });

interface TokenEvent {
  readonly event: "token";
  readonly id: number | undefined;
  readonly token: z.infer<typeof TokenData>;
}

interface SnapshotEvent {
  readonly event: "update" | "done";
  readonly id: number | undefined;
  readonly transcription: Transcription;
}

export type WatchedEvent = TokenEvent | SnapshotEvent;

/** The events of a transcription after the given id, until the server closes. Throws on data that v1 does not know. */
export async function* watch(access: ApiAccess, id: string, after?: number): AsyncGenerator<WatchedEvent> {
  const stream = await openStream(access, id, after === undefined ? undefined : String(after));
  if (stream === null) throw new Error("nothing follows");
  for await (const message of stream) {
    const at = message.id === undefined ? undefined : Number(message.id);
    const data: unknown = JSON.parse(message.data);
    if (message.event === "token") yield { event: "token", id: at, token: TokenData.parse(data) };
    else if (message.event === "update" || message.event === "done") {
      yield { event: message.event, id: at, transcription: Transcription.parse(data) };
    } else throw new Error(`event ${message.event}: ${message.data}`);
  }
}

/** {@link watch}, to the end. */
export async function watchAll(access: ApiAccess, id: string, after?: number): Promise<WatchedEvent[]> {
  const events: WatchedEvent[] = [];
  for await (const event of watch(access, id, after)) events.push(event);
  return events;
}

/** The events that belong to the job's history: a stream may show how things stand, without an id, at any time. */
export function historyOf(events: readonly WatchedEvent[]): WatchedEvent[] {
  return events.filter(({ id }) => id !== undefined);
}

/** The text that the tokens among events add up to. */
export function textOf(events: readonly WatchedEvent[]): string {
  return events.map((event) => (event.event === "token" ? event.token.text : "")).join("");
}

/** The transcription as its `done` told it. Throws when the stream ended before the job did. */
export function finalOf(events: readonly WatchedEvent[]): Transcription {
  const last = events.at(-1);
  if (last?.event !== "done") throw new Error("the stream ended before the job");
  return last.transcription;
}
