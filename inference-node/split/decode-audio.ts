import type { AudioBytes } from "./audio-bytes.ts";
import type { AudioParts } from "./audio-parts.ts";
import { DecodeSession } from "./decode-session.ts";
import { feedOf } from "./decoder-feed.ts";
import type { DecoderPool } from "./decoder-pool.ts";

export interface DecodeOptions {
  readonly decoders: DecoderPool;
  /** Recordings longer than this many samples at 16 kHz are refused. */
  readonly maxDurationSamples: number;
  /** Kills the decoder at once; the iteration then throws the signal's reason. */
  readonly signal: AbortSignal;
  /** How long the decoder may compute without new bytes or new samples before it is given up. Default 30 s. */
  readonly stallTimeoutMs?: number;
}

/**
 * Decodes a recording to 16 kHz mono, in blocks of up to one second. The whole file is never in memory: the decoder
 * process asks for bytes as it goes and pauses while blocks are not taken. Of a recording that is still arriving, what is
 * decoded is given out as soon as the decoder has to wait.
 *
 * Throws SpeechFault `audio_unreadable`, `audio_without_sound`, `audio_too_long`, `decoder_crashed`, or whatever
 * reading the source rejects with; possibly after some blocks.
 */
export async function* decodeAudio(
  source: AudioBytes | AudioParts,
  options: DecodeOptions,
): AsyncGenerator<Int16Array<ArrayBuffer>> {
  options.signal.throwIfAborted();
  const decoder = options.decoders.acquire();
  const session = new DecodeSession(decoder, feedOf(source), options);
  try {
    for await (const samples of session.samples) {
      yield samples;
      session.take();
    }
  } finally {
    session.close();
    options.decoders.release(decoder);
  }
}
