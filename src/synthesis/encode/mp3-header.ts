import { crc16 } from "./crc16.ts";
import { MP3_KBITS } from "./mp3-format.ts";

/** From this rate on it is MPEG-1, which has longer frames and more to say before their tags. */
const LOWEST_MPEG1_RATE = 32_000;
/** Silence that LAME puts before the first sample. */
const ENCODER_DELAY = 576;

/** Places within the tags, the first of which is at their own beginning. */
const TOC = 16;
const LAME = TOC + 104;
const TAG_CRC = LAME + 34;

/**
 * The frame that goes before a finished MP3 of Mp3Encoder: silence that carries the Xing/Info and LAME tags, from
 * which players take the exact length and where every percent of it begins.
 * Layout: https://gabriel.mp3-tech.org/mp3infotag.html
 *
 * @param sampleCount Of all samples that were encoded, at `sampleRate`.
 */
export function mp3Header(frames: Uint8Array, sampleCount: number, sampleRate: number): Uint8Array<ArrayBuffer> {
  const { samplesPerFrame, tagsAt } = layoutOf(sampleRate);
  const frameCount = countFrames(frames, sampleRate);
  const [sync = 0, kind = 0, rates = 0, mode = 0] = frames;
  const header = new Uint8Array(frameLength(rates & ~0x02, sampleRate));
  header.set([sync, kind, rates & ~0x02, mode]);
  const tags = header.subarray(tagsAt);
  const view = new DataView(header.buffer, tagsAt);
  const totalBytes = header.byteLength + frames.byteLength;

  tags.set(ascii("Info"));
  view.setUint32(4, 0b1111);
  view.setUint32(8, frameCount);
  view.setUint32(12, totalBytes);
  for (let percent = 0; percent < 100; percent++) tags[TOC + percent] = (percent * 256) / 100;

  const padding = Math.min(0xfff, Math.max(0, frameCount * samplesPerFrame - ENCODER_DELAY - sampleCount));
  tags.set(ascii("LAME3.100"), LAME);
  tags[LAME + 9] = 1; // constant bit rate
  tags[LAME + 20] = MP3_KBITS;
  tags.set([ENCODER_DELAY >> 4, ((ENCODER_DELAY & 0xf) << 4) | (padding >> 8), padding & 0xff], LAME + 21);
  view.setUint32(LAME + 28, totalBytes);
  view.setUint16(LAME + 32, crc16(frames));
  view.setUint16(TAG_CRC, crc16(header.subarray(0, tagsAt + TAG_CRC)));
  return header;
}

function layoutOf(sampleRate: number): { samplesPerFrame: number; tagsAt: number } {
  return sampleRate < LOWEST_MPEG1_RATE
    ? { samplesPerFrame: 576, tagsAt: 4 + 9 }
    : { samplesPerFrame: 1152, tagsAt: 4 + 17 };
}

function countFrames(frames: Uint8Array, sampleRate: number): number {
  let count = 0;
  for (let at = 0; at < frames.byteLength; at += frameLength(frames[at + 2] ?? 0, sampleRate)) count++;
  return count;
}

/** Bytes of a frame by the third byte of its header, which tells of one byte more. */
function frameLength(rates: number, sampleRate: number): number {
  const { samplesPerFrame } = layoutOf(sampleRate);
  return Math.floor((samplesPerFrame / 8) * ((MP3_KBITS * 1000) / sampleRate)) + ((rates >> 1) & 1);
}

function ascii(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
