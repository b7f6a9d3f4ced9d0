import type { StoredBytes } from "./byte-reader.ts";
import { endOfTags } from "./end-of-tags.ts";
import { adtsFrame, type FrameHead, mpegFrame, startsChain } from "./mpeg-frames.ts";
import { SNIFF_BYTES } from "./sniff-container.ts";

type ParseFrame = (head: Uint8Array, at: number) => FrameHead | null;

interface Count {
  readonly bytes: number;
  readonly frames: number;
}

/** Holds several frames of any length. */
const TAIL_BYTES = 64 * 1024;
/** The longer of both kinds of frame headers. */
const MAX_HEADER_BYTES = 7;
/** A frame that is a header says so, and what it counts, before this. */
const COUNT_WITHIN_BYTES = 64;
/** Encoders disagree on whether the frame of the header itself counts. */
const SLACK_FRAMES = 2;

/** Tags after the audio: how far before the end each has its mark. Sources: https://id3.org, https://wiki.hydrogenaud.io */
const TAG_MARKS = [
  [128, "TAG"],
  [32, "APETAGEX"],
  [9, "LYRICS200"],
  [9, "LYRICSEND"],
  [10, "3DI"],
] as const;

/** Whether an MP3 file holds less than its header counts or, where that does not decide, stops inside a frame. */
export function mp3EndsEarly(reader: StoredBytes): boolean {
  const first = firstFrame(reader, mpegFrame);
  if (first === undefined) return false;
  const count = countOf(reader.readFully(first.at, COUNT_WITHIN_BYTES));
  if (count === undefined) return stopsInsideFrame(reader, first, mpegFrame);
  const missingBytes = first.at + count.bytes - reader.sizeBytes;
  if (missingBytes <= 0) return false;
  return missingBytes > (SLACK_FRAMES * count.bytes) / count.frames || stopsInsideFrame(reader, first, mpegFrame);
}

/** Whether a file of ADTS frames stops inside one. */
export function adtsEndsEarly(reader: StoredBytes): boolean {
  const first = firstFrame(reader, adtsFrame);
  return first !== undefined && stopsInsideFrame(reader, first, adtsFrame);
}

interface FirstFrame {
  readonly at: number;
  readonly kind: number;
}

function firstFrame(reader: StoredBytes, parse: ParseFrame): FirstFrame | undefined {
  const start = endOfTags(reader);
  const head = reader.readFully(start, SNIFF_BYTES);
  const at = head.findIndex((byte, index) => byte === 0xff && startsChain(head, index, parse));
  const frame = at === -1 ? null : parse(head, at);
  return frame === null ? undefined : { at: start + at, kind: frame.kind };
}

/**
 * What the first frame tells of all, when it is no sound but a header: Xing's (which says Info for a constant bit rate)
 * or Fraunhofer's. Source: https://www.codeproject.com/Articles/8295/MPEG-Audio-Frame-Header
 */
function countOf(start: Uint8Array): Count | undefined {
  // Padded, so that marks at its very end are read as counts of nothing.
  const frame = Buffer.alloc(2 * COUNT_WITHIN_BYTES);
  frame.set(start);
  const vbri = frame.indexOf("VBRI");
  if (vbri !== -1) return countUnlessEmpty(frame.readUInt32BE(vbri + 10), frame.readUInt32BE(vbri + 14));
  const xing = Math.max(frame.indexOf("Xing"), frame.indexOf("Info"));
  const tellsBoth = xing !== -1 && (frame.readUInt32BE(xing + 4) & 3) === 3;
  return tellsBoth ? countUnlessEmpty(frame.readUInt32BE(xing + 12), frame.readUInt32BE(xing + 8)) : undefined;
}

function countUnlessEmpty(bytes: number, frames: number): Count | undefined {
  return bytes > 0 && frames > 0 ? { bytes, frames } : undefined;
}

/** Follows the frames at the end of the file; a tag behind them hides where they stop. */
function stopsInsideFrame(reader: StoredBytes, first: FirstFrame, parse: ParseFrame): boolean {
  const from = Math.max(first.at, reader.sizeBytes - TAIL_BYTES);
  const tail = Buffer.from(reader.readFully(from, TAIL_BYTES));
  if (TAG_MARKS.some(([before, mark]) => tail.toString("latin1", tail.length - before).startsWith(mark))) return false;
  let end: number | undefined;
  for (let at = 0; at < tail.length;) {
    const frame = parse(tail, at);
    const follows = frame?.kind === first.kind && (at === end || startsChain(tail, at, parse));
    at += follows ? frame.lengthBytes : 1;
    if (follows) end = at;
  }
  if (end === undefined || end === tail.length) return false;
  const isHeaderBegun = tail.length - end < MAX_HEADER_BYTES && tail[end] === 0xff;
  return end > tail.length || isHeaderBegun;
}
