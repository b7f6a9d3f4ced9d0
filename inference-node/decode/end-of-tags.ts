import type { ByteReader } from "./byte-reader.ts";
import { id3TagBytes } from "./sniff-container.ts";

/** ID3 tags in front of each other; more than this is no tagging error but a trap. */
const MAX_TAGS = 8;
const ID3_HEADER_BYTES = 10;

/** Where a recording starts, behind its ID3 tags. */
export function endOfTags(reader: ByteReader): number {
  let start = 0;
  for (let tags = 0; tags < MAX_TAGS; tags += 1) {
    const tagBytes = id3TagBytes(reader.readFully(start, ID3_HEADER_BYTES));
    if (tagBytes === 0) break;
    start += tagBytes;
  }
  return start;
}
