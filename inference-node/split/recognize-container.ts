import type { ByteReader } from "./byte-reader.ts";
import { DecoderRefusal } from "./decoder-protocol.ts";
import {
  type ContainerName,
  describeImpostor,
  ID3_HEADER_BYTES,
  id3TagBytes,
  sniffContainer,
  SNIFF_BYTES,
} from "./sniff-container.ts";

/** ID3 tags in front of each other; more than this is no tagging error but a trap. */
const MAX_TAGS = 8;
/** How much of a recording that is still arriving is waited for until one of these tells what it is. */
const ARRIVING_SNIFF_BYTES = [64, 1024, 4096, 16_384];

/** Names the container by what it starts with. Throws `audio_unreadable`. */
export function recognizeContainer(reader: ByteReader): ContainerName {
  const start = endOfTags(reader);
  const steps = reader.sizeBytes === null ? ARRIVING_SNIFF_BYTES : [SNIFF_BYTES];
  let head: Uint8Array = new Uint8Array(0);
  for (const length of steps) {
    head = reader.readFully(start, length);
    const name = sniffContainer(head);
    if (name !== null) return name;
    if (head.length < length) break;
  }
  if (start === 0 && head.length === 0) throw unreadable("the file is empty");
  const impostor = describeImpostor(head);
  throw unreadable(impostor === null ? "the file is in no known audio format" : `the file is ${impostor}, not audio`);
}

/** Where the recording starts behind its ID3 tags. */
function endOfTags(reader: ByteReader): number {
  let start = 0;
  for (let tags = 0; tags < MAX_TAGS; tags += 1) {
    const tagBytes = id3TagBytes(reader.readFully(start, ID3_HEADER_BYTES));
    if (tagBytes === 0) break;
    start += tagBytes;
  }
  return start;
}

function unreadable(detail: string): DecoderRefusal {
  return new DecoderRefusal("audio_unreadable", detail);
}
