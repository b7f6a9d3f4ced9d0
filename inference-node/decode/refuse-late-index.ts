import type { ArrivingBytes } from "./byte-reader.ts";
import { DecoderRefusal } from "./decoder-protocol.ts";

/** Boxes looked at before the rest is taken on trust. */
const MAX_BOXES = 16;

/**
 * Refuses an MP4 that is still arriving and whose samples come before the index that tells where they are: nothing of it
 * could be heard before its end. Boxes of ISO/IEC 14496-12, section 4.2.
 */
export function refuseLateIndex(reader: ArrivingBytes): void {
  let at = 0;
  for (let box = 0; box < MAX_BOXES; box += 1) {
    const head = Buffer.from(reader.readFully(at, 8));
    if (head.length < 8) return;
    const name = head.toString("latin1", 4, 8);
    if (name === "mdat") {
      throw new DecoderRefusal(
        "audio_unreadable",
        "the index of this mp4 comes last: it can only be decoded as a file",
      );
    }
    if (name === "moov" || head.readUInt32BE(0) < 8) return;
    at += head.readUInt32BE(0);
  }
}
