import { type EventSourceMessage, EventSourceParserStream } from "eventsource-parser/stream";
import type { ApiAccess } from "./call-api.ts";

/** The server's word that a stream cannot be had, however often one asks. */
export class StreamRefused extends Error {}

/** The events of a transcription after the given one; null when it is over and nothing follows. */
export async function openStream(
  { url, apiKey }: ApiAccess,
  id: string,
  lastEventId?: string,
): Promise<ReadableStream<EventSourceMessage> | null> {
  const response = await fetch(`${url}/v1/transcriptions/${id}/stream`, {
    headers: {
      authorization: `Bearer ${apiKey}`,
      accept: "text/event-stream",
      ...(lastEventId !== undefined && { "last-event-id": lastEventId }),
    },
  });
  if (response.status === 204) return null;
  if (response.ok && response.body !== null) {
    return response.body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream());
  }
  const refusal = `the stream answered ${response.status}: ${await response.text()}`;
  throw response.status < 500 ? new StreamRefused(refusal) : new Error(refusal);
}
