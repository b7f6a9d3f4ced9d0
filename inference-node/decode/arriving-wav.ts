import type { ArrivingBytes } from "./byte-reader.ts";

/** Samples without a container. */
export interface RawSamples {
  /** FFmpeg's name for their form. */
  readonly form: string;
  readonly sampleRate: number;
  readonly channels: number;
  /** Where the first one lies. */
  readonly from: number;
}

const MAX_CHUNKS = 64;
const LONGEST_FORMAT_BYTES = 64;
const EXTENSIBLE = 0xfffe;
/** By format tag and bits per sample. */
const FORMS: Readonly<Record<string, string>> = {
  "1/8": "u8",
  "1/16": "s16le",
  "1/24": "s24le",
  "1/32": "s32le",
  "3/32": "f32le",
  "6/8": "alaw",
  "7/8": "mulaw",
};

/**
 * The samples of a WAV, to be read past its header: FFmpeg's own reader looks for S/PDIF and other codecs in the first
 * hundred kilobytes, which are seconds of a voice that is still arriving, and believes a length that nobody knew when the
 * header was written. Undefined for anything unusual. Source: http://www-mmsp.ece.mcgill.ca/Documents/AudioFormats/WAVE/WAVE.html
 */
export function samplesOfWav(reader: ArrivingBytes): RawSamples | undefined {
  let format: DataView | undefined;
  let at = 12;
  for (let chunk = 0; chunk < MAX_CHUNKS; chunk += 1) {
    const head = viewOf(reader, at, 8);
    if (head.byteLength < 8) return undefined;
    const name = String.fromCharCode(...[0, 1, 2, 3].map((offset) => head.getUint8(offset)));
    const sizeBytes = head.getUint32(4, true);
    if (name === "data") return format && describe(format, at + 8);
    if (name === "fmt ") format = viewOf(reader, at + 8, Math.min(sizeBytes, LONGEST_FORMAT_BYTES));
    at += 8 + sizeBytes + (sizeBytes % 2);
  }
  return undefined;
}

function describe(format: DataView, from: number): RawSamples | undefined {
  if (format.byteLength < 16) return undefined;
  const tag = format.getUint16(0, true);
  const isExtensible = tag === EXTENSIBLE && format.byteLength >= 26;
  const form = FORMS[`${isExtensible ? format.getUint16(24, true) : tag}/${format.getUint16(14, true)}`];
  const channels = format.getUint16(2, true);
  const sampleRate = format.getUint32(4, true);
  return form === undefined || channels === 0 || sampleRate === 0 ? undefined : { form, channels, sampleRate, from };
}

function viewOf(reader: ArrivingBytes, at: number, length: number): DataView {
  const bytes = reader.readFully(at, length);
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
