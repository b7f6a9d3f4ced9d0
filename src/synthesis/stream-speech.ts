import type { Context } from "../context.ts";
import { SpeechFault } from "../contract/faults.ts";
import { SYNTHESIS_RATE } from "../contract/synthesis.ts";
import { createSpeech, type SpeechRequest } from "./create-speech.ts";
import { encodePhrases } from "./encode-phrases.ts";
import { PhraseFeed } from "./phrase-feed.ts";
import { watchSpeech } from "./watch-speech.ts";

/** Within this time the first phrase must be heard; with nodes at work it takes a fraction of a second. */
const PATIENCE_MS = 30_000;

/**
 * Speaks a text to one listener: MP3 from the first phrase on while the others are being spoken, taken only as fast as
 * it is read. Resolves with the first bytes at hand; until then everything that fails is thrown, after that it cuts the
 * stream. A reader that cancels, or `signal`, ends the synthesis. Faults: `synthesis_unavailable`, and whatever a
 * synthesis fails with.
 */
export async function streamSpeech(
  ctx: Context,
  request: SpeechRequest,
  signal: AbortSignal,
): Promise<ReadableStream<Uint8Array>> {
  const { jobId } = request;
  await createSpeech(ctx, request, "stream");
  const feed = new PhraseFeed(() => watchSpeech(ctx, jobId));
  signal.addEventListener("abort", () => feed.close());
  const timer = setTimeout(() => feed.close(new SpeechFault("synthesis_unavailable")), PATIENCE_MS);
  try {
    await feed.open();
    const pieces = encodePhrases(ctx.env.AUDIO, {
      jobId,
      format: "mp3",
      sampleRate: SYNTHESIS_RATE,
      has: (index) => feed.has(index),
      silenceBefore: () => 0,
    });
    const first = await pieces.next();
    return streamOf(first, pieces, feed);
  } catch (error) {
    feed.close();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

function streamOf(
  first: IteratorResult<Uint8Array, void>,
  pieces: AsyncGenerator<Uint8Array, void>,
  feed: PhraseFeed,
): ReadableStream<Uint8Array> {
  let next: IteratorResult<Uint8Array, void> | undefined = first;
  return new ReadableStream(
    {
      async pull(controller) {
        try {
          const { done, value } = next ?? (await pieces.next());
          next = undefined;
          if (done === true) {
            feed.close();
            return controller.close();
          }
          controller.enqueue(value);
        } catch (error) {
          feed.close();
          throw error;
        }
      },
      async cancel() {
        feed.close();
        await pieces.return();
      },
    },
    // Nothing is made ahead of what was asked for.
    { highWaterMark: 0 },
  );
}
