import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { type ApiAccess, callApi } from "./call-api.ts";
import { openStream, StreamRefused } from "./open-stream.ts";
import { Transcription } from "./transcription.ts";

const RECONNECT_DELAY_MS = 500;
/** Together well over the time in which a crashed server comes back. */
const MAX_FAILED_CONNECTS = 60;

const TokenEvent = z.object({ text: z.string() });

interface Followers {
  /** A word of the text, in reading order; the texts are concatenated as they are. */
  readonly onToken: (text: string) => void;
  readonly onUpdate: (transcription: Transcription) => void;
}

/** Follows a transcription over SSE to its end, and goes on after the last seen event whenever the stream breaks. */
export async function followTranscription(
  access: ApiAccess,
  id: string,
  { onToken, onUpdate }: Followers,
): Promise<Transcription> {
  let lastEventId: string | undefined;
  for (let failures = 0; failures < MAX_FAILED_CONNECTS; failures++) {
    try {
      const stream = await openStream(access, id, lastEventId);
      if (stream === null) return await callApi(access, `/v1/transcriptions/${id}`, Transcription);
      for await (const message of stream) {
        // The server's trouble with the stream is no end of the transcription.
        if (message.event === "error") break;
        failures = 0;
        lastEventId = message.id ?? lastEventId;
        if (message.event === "token") onToken(TokenEvent.parse(JSON.parse(message.data)).text);
        if (message.event === "update") onUpdate(Transcription.parse(JSON.parse(message.data)));
        if (message.event === "done") return Transcription.parse(JSON.parse(message.data));
      }
    } catch (error) {
      if (error instanceof StreamRefused || error instanceof z.ZodError) throw error;
    }
    await sleep(RECONNECT_DELAY_MS);
  }
  throw new Error(`the stream of ${id} could not be opened again`);
}
