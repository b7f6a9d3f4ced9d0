import { SpeechFault } from "../../src/contract/faults.ts";
import type { AudioBytes } from "./audio-bytes.ts";
import type { AudioParts } from "./audio-parts.ts";
import { BLOCK_BYTES } from "./decoder-protocol.ts";

/** What a decoder process is given to read, block by block. */
export interface DecoderFeed {
  /** Null while the recording is still arriving: its blocks are asked for in order, up to an empty one. */
  readonly sizeBytes: number | null;
  /** Throws SpeechFault `decoder_crashed` for a block that no sound decoder asks for. */
  block(index: number, signal: AbortSignal): Promise<Uint8Array>;
}

export function feedOf(source: AudioBytes | AudioParts): DecoderFeed {
  return "sizeBytes" in source ? feedOfBytes(source) : feedOfParts(source);
}

function feedOfBytes(source: AudioBytes): DecoderFeed {
  return {
    sizeBytes: source.sizeBytes,
    async block(index, signal) {
      const offset = index * BLOCK_BYTES;
      const length = Math.min(BLOCK_BYTES, source.sizeBytes - offset);
      if (length <= 0) throw new SpeechFault("decoder_crashed", "the decoder asked for bytes past the end");
      const bytes = await source.read(offset, length, signal);
      if (bytes.length === length) return bytes;
      throw new SpeechFault("storage_unavailable", `the storage gave ${bytes.length} of ${length} bytes`);
    },
  };
}

function feedOfParts(source: AudioParts): DecoderFeed {
  let next = 0;
  return {
    sizeBytes: null,
    async block(index, signal) {
      if (index !== next) throw new SpeechFault("decoder_crashed", "the decoder asked for parts out of their order");
      next += 1;
      return source.readPart(index, signal);
    },
  };
}
