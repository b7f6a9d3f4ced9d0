import { RAW_BITS, type RawForm } from "./wire.ts";

const FORMAT_TAGS: Readonly<Record<RawForm, number>> = { s16le: 1, pcm_alaw: 6, pcm_mulaw: 7 };
/** As long as a WAV can tell: nobody knows how much will come. */
const UNKNOWN_LENGTH = 0xffff_ffff;

export interface RawShape {
  readonly form: RawForm;
  readonly sampleRate: number;
  readonly channels: number;
}

/** What makes a WAV of the samples after it. Source: http://www-mmsp.ece.mcgill.ca/Documents/AudioFormats/WAVE/WAVE.html */
export function wavHead({ form, sampleRate, channels }: RawShape): Uint8Array {
  const head = new DataView(new ArrayBuffer(44));
  const frameBytes = (channels * RAW_BITS[form]) / 8;
  write(head, 0, "RIFF");
  head.setUint32(4, UNKNOWN_LENGTH, true);
  write(head, 8, "WAVEfmt ");
  head.setUint32(16, 16, true);
  head.setUint16(20, FORMAT_TAGS[form], true);
  head.setUint16(22, channels, true);
  head.setUint32(24, sampleRate, true);
  head.setUint32(28, (sampleRate * frameBytes) % 2 ** 32, true);
  head.setUint16(32, frameBytes, true);
  head.setUint16(34, RAW_BITS[form], true);
  write(head, 36, "data");
  head.setUint32(40, UNKNOWN_LENGTH, true);
  return new Uint8Array(head.buffer);
}

function write(head: DataView, at: number, text: string): void {
  for (let index = 0; index < text.length; index += 1) head.setUint8(at + index, text.charCodeAt(index));
}
