import type { AudioBytes } from "./audio-bytes.ts";
import type { AudioParts } from "./audio-parts.ts";
import { DecodeSession } from "./decode-session.ts";
import { feedOf } from "./decoder-feed.ts";
import type { DecoderPool } from "./decoder-pool.ts";
import type { PcmBlock } from "./pcm-block.ts";

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
 * Decodes a recording to 16 kHz, every channel for itself, in blocks of one second, the last one shorter. The whole file
 * is never in memory: the decoder process asks for bytes as it goes and pauses while blocks are not taken. Where joined
 * recordings have more channels than the first, the others are mixed into those; where they have fewer, the rest is silent.
 * Of a recording that is still arriving, blocks are as short as it takes to give out all that is decoded.
 *
 * Throws SpeechFault `audio_unreadable`, `audio_without_sound`, `audio_too_long`, `decoder_crashed`, or whatever
 * reading the source rejects with; possibly after some blocks.
 */
export async function* decodeAudio(source: AudioBytes | AudioParts, options: DecodeOptions): AsyncGenerator<PcmBlock> {
  options.signal.throwIfAborted();
  const decoder = options.decoders.acquire();
  const session = new DecodeSession(decoder, feedOf(source), options);
  try {
    for await (const block of session.samples) {
      yield block;
      session.take();
    }
  } finally {
    session.close();
    options.decoders.release(decoder);
  }
}
