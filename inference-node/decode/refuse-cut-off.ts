import type { StoredBytes } from "./byte-reader.ts";
import { DecoderRefusal } from "./decoder-protocol.ts";
import { adtsEndsEarly, mp3EndsEarly } from "./mpeg-ends-early.ts";
import { oggEndsEarly } from "./ogg-ends-early.ts";
import type { ContainerName } from "./sniff-container.ts";

/** Careless writers promise a header's length too much; it takes more than that, or than this share, to be a loss. */
const SLACK_BYTES = 4096;
const SLACK_SHARE = 1 / 16;
/** Elements looked at before the rest is taken on trust: a recording in fragments has thousands. */
const MAX_ELEMENTS = 64;
/** A WAV that was written to a pipe promises about as much as 31 or 32 bits can say. */
const WAV_PLACEHOLDER_BYTES = 0x7fff_0000;

/**
 * Refuses a file of which the end is missing, by the sizes that its own headers tell or by the frames it stops in: half
 * a transcript must not pass for a whole one. What cannot be told for certain is decoded as far as it goes.
 */
export function refuseCutOff(name: ContainerName, reader: StoredBytes): void {
  const promisedBytes = PROMISES[name]?.(reader) ?? 0;
  const slackBytes = Math.min(SLACK_BYTES, promisedBytes * SLACK_SHARE);
  if (promisedBytes > reader.sizeBytes + slackBytes) {
    throw cutOff(`it holds ${reader.sizeBytes} of ${promisedBytes} bytes`);
  }
  if (ENDS_EARLY[name]?.(reader) === true) throw endsEarly();
}

/** The refusal of a file that ends before its audio does. */
export function endsEarly(): DecoderRefusal {
  return cutOff("it ends before its audio does");
}

function cutOff(how: string): DecoderRefusal {
  return new DecoderRefusal("audio_unreadable", `the file is cut off: ${how}`);
}

const ENDS_EARLY: Partial<Record<ContainerName, (reader: StoredBytes) => boolean>> = {
  aac: adtsEndsEarly,
  mp3: mp3EndsEarly,
  ogg: oggEndsEarly,
};

/** Where a container's content ends by its own account; undefined when it tells nothing. */
const PROMISES: Partial<Record<ContainerName, (reader: StoredBytes) => number | undefined>> = {
  mov: endOfBoxes,
  wav: endOfWavData,
  matroska: endOfSegment,
};

/** Boxes of ISO/IEC 14496-12, section 4.2. */
function endOfBoxes(reader: StoredBytes): number | undefined {
  let at = 0;
  for (let box = 0; box < MAX_ELEMENTS; box += 1) {
    const head = viewOf(reader, at, 16);
    if (head.byteLength < 16) return undefined;
    const shortBytes = head.getUint32(0);
    const sizeBytes = shortBytes === 1 ? Number(head.getBigUint64(8)) : shortBytes;
    // 0 reaches to the end of the file, less than a header is damage for the demuxer to judge.
    if (sizeBytes < 8) return undefined;
    at += sizeBytes;
    if (at > reader.sizeBytes) return ["mdat", "moov", "moof"].includes(textOf(head, 4)) ? at : undefined;
  }
  return undefined;
}

function endOfWavData(reader: StoredBytes): number | undefined {
  let at = 12;
  for (let chunk = 0; chunk < MAX_ELEMENTS; chunk += 1) {
    const head = viewOf(reader, at, 8);
    if (head.byteLength < 8) return undefined;
    const sizeBytes = head.getUint32(4, true);
    if (textOf(head, 0) === "data") return sizeBytes < WAV_PLACEHOLDER_BYTES ? at + 8 + sizeBytes : undefined;
    at += 8 + sizeBytes + (sizeBytes % 2);
  }
  return undefined;
}

/** The EBML header and the segment that follows it, RFC 8794 sections 4 and 11. A live stream's segment has no size. */
function endOfSegment(reader: StoredBytes): number | undefined {
  const header = elementAt(reader, 0);
  const segment = header && elementAt(reader, header.end);
  return segment?.id === 0x18538067 ? segment.end : undefined;
}

/** Undefined for an element whose size is unknown. */
function elementAt(reader: StoredBytes, at: number): { id: number; end: number } | undefined {
  const head = viewOf(reader, at, 12);
  if (head.byteLength < 12) return undefined;
  const sizeLength = Math.clz32(head.getUint8(4)) - 23;
  if (sizeLength > 8) return undefined;
  const unknown = 2n ** BigInt(7 * sizeLength) - 1n;
  const sizeBytes = (head.getBigUint64(4) >> BigInt(64 - 8 * sizeLength)) & unknown;
  return sizeBytes === unknown ? undefined : { id: head.getUint32(0), end: at + 4 + sizeLength + Number(sizeBytes) };
}

function viewOf(reader: StoredBytes, at: number, length: number): DataView {
  const bytes = reader.readFully(at, length);
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function textOf(view: DataView, at: number): string {
  return String.fromCharCode(...[0, 1, 2, 3].map((offset) => view.getUint8(at + offset)));
}
