import { SYNTHESIS_RATE } from "../contract/synthesis.ts";
import { crc16 } from "./crc16.ts";
import { MP3_KBITS } from "./mp3-format.ts";

/** Samples of one frame of MPEG-2 Layer III. */
const SAMPLES_PER_FRAME = 576;
/** Silence that LAME puts before the first sample. */
const ENCODER_DELAY = 576;

const INFO = 4 + 9;
const TOC = INFO + 16;
const LAME = TOC + 104;
const TAG_CRC = LAME + 34;

/**
 * The frame that goes before a finished MP3 of Mp3Encoder: silence that carries the Xing/Info and LAME tags, from
 * which players take the exact length and where every percent of it begins.
 * Layout: https://gabriel.mp3-tech.org/mp3infotag.html
 */
export function mp3Header(frames: Uint8Array, sampleCount: number): Uint8Array<ArrayBuffer> {
  const frameCount = countFrames(frames);
  const [sync = 0, kind = 0, rates = 0, mode = 0] = frames;
  const header = new Uint8Array(frameLength(rates & ~0x02));
  const view = new DataView(header.buffer);
  const totalBytes = header.byteLength + frames.byteLength;
  header.set([sync, kind, rates & ~0x02, mode]);

  header.set(ascii("Info"), INFO);
  view.setUint32(INFO + 4, 0b1111);
  view.setUint32(INFO + 8, frameCount);
  view.setUint32(INFO + 12, totalBytes);
  for (let percent = 0; percent < 100; percent++) header[TOC + percent] = (percent * 256) / 100;

  const padding = Math.min(0xfff, Math.max(0, frameCount * SAMPLES_PER_FRAME - ENCODER_DELAY - sampleCount));
  header.set(ascii("LAME3.100"), LAME);
  header[LAME + 9] = 1; // constant bit rate
  header[LAME + 20] = MP3_KBITS;
  header.set([ENCODER_DELAY >> 4, ((ENCODER_DELAY & 0xf) << 4) | (padding >> 8), padding & 0xff], LAME + 21);
  view.setUint32(LAME + 28, totalBytes);
  view.setUint16(LAME + 32, crc16(frames));
  view.setUint16(TAG_CRC, crc16(header.subarray(0, TAG_CRC)));
  return header;
}

function countFrames(frames: Uint8Array): number {
  let count = 0;
  for (let at = 0; at < frames.byteLength; at += frameLength(frames[at + 2] ?? 0)) count++;
  return count;
}

/** Bytes of a frame by the third byte of its header, which tells of one byte more. */
function frameLength(rates: number): number {
  return Math.floor((SAMPLES_PER_FRAME / 8) * ((MP3_KBITS * 1000) / SYNTHESIS_RATE)) + ((rates >> 1) & 1);
}

function ascii(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
