import type { StoredBytes } from "./byte-reader.ts";

const CAPTURE = "OggS";
const HEADER_BYTES = 27;
/** The longest page: its header, 255 lengths, and as many segments of 255 bytes. */
const MAX_PAGE_BYTES = HEADER_BYTES + 255 + 255 * 255;

/**
 * Whether an Ogg file stops inside a page, or with a packet that was to go on in another. Pages: RFC 3533, section 6.
 * A last page that is not marked as the end of its stream proves nothing: the voice notes of widespread messengers and
 * recordings of live streams never mark it.
 */
export function oggEndsEarly(reader: StoredBytes): boolean {
  const tailBytes = 2 * MAX_PAGE_BYTES;
  const tail = Buffer.from(reader.readFully(Math.max(0, reader.sizeBytes - tailBytes), tailBytes));
  let end = 0;
  let goesOn = false;
  for (let at = tail.indexOf(CAPTURE); at !== -1; at = tail.indexOf(CAPTURE, end)) {
    const segments = tail[at + HEADER_BYTES - 1] ?? 0;
    const lengths = tail.subarray(at + HEADER_BYTES, at + HEADER_BYTES + segments);
    end = at + HEADER_BYTES + segments + lengths.reduce((sum, length) => sum + length, 0);
    if (at + HEADER_BYTES > tail.length || lengths.length < segments || end > tail.length) return true;
    goesOn = lengths.at(-1) === 255;
  }
  const rest = tail.toString("latin1", end);
  return goesOn || (end > 0 && rest !== "" && CAPTURE.startsWith(rest));
}
