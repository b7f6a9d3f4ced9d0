import type { ByteReader } from "./byte-reader.ts";
import { DecoderRefusal } from "./decoder-protocol.ts";
import { endOfTags } from "./end-of-tags.ts";
import { type ContainerName, describeImpostor, sniffContainer, SNIFF_BYTES } from "./sniff-container.ts";

/** How much of a recording that is still arriving is waited for until one of these tells what it is. */
const ARRIVING_SNIFF_BYTES = [64, 1024, 4096, 16_384];

/** Names the container by what it starts with. Throws `audio_unreadable`. */
export function identifyContainer(reader: ByteReader): ContainerName {
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

function unreadable(detail: string): DecoderRefusal {
  return new DecoderRefusal("audio_unreadable", detail);
}
