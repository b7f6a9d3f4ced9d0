import { crc32 } from "./crc32.ts";

const HEADER_BYTES = 27;
const CHECKSUM = 22;
const FIRST_PAGE = 0x02;
const LAST_PAGE = 0x04;
/** Of the one stream in the file. */
const SERIAL_NUMBER = 1;
/** Lengths of packets are written as bytes, the last of which is the first below this. */
const LONGEST_SEGMENT = 255;

export interface OggPage {
  /** Counted from 0; page 0 begins the stream. */
  readonly number: number;
  /** Whole packets: each of at most 500 bytes, at most 80 of them. */
  readonly packets: readonly Uint8Array[];
  /** Position in the audio where the page's last packet ends, in the units of the codec. */
  readonly granule: number;
  readonly isLast: boolean;
}

/** One page of an Ogg stream: https://datatracker.ietf.org/doc/html/rfc3533#section-6 */
export function oggPage({ number, packets, granule, isLast }: OggPage): Uint8Array<ArrayBuffer> {
  const segments = packets.flatMap(({ byteLength }) => [
    ...Array.from({ length: Math.floor(byteLength / LONGEST_SEGMENT) }, () => LONGEST_SEGMENT),
    byteLength % LONGEST_SEGMENT,
  ]);
  const bodyBytes = packets.reduce((sum, { byteLength }) => sum + byteLength, 0);
  const page = new Uint8Array(HEADER_BYTES + segments.length + bodyBytes);
  const view = new DataView(page.buffer);
  page.set(new TextEncoder().encode("OggS"));
  page[5] = (number === 0 ? FIRST_PAGE : 0) | (isLast ? LAST_PAGE : 0);
  view.setBigUint64(6, BigInt(granule), true);
  view.setUint32(14, SERIAL_NUMBER, true);
  view.setUint32(18, number, true);
  page[26] = segments.length;
  page.set(segments, HEADER_BYTES);
  let at = HEADER_BYTES + segments.length;
  for (const packet of packets) {
    page.set(packet, at);
    at += packet.byteLength;
  }
  view.setUint32(CHECKSUM, crc32(page), true);
  return page;
}
