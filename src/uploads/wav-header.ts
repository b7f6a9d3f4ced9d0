const HEADER_BYTES = 44;
const PCM = 1;
/** As long as a WAV can tell: nobody knows how much will come. */
const UNKNOWN_BYTES = 0xffff_ffff;

export interface WavShape {
  readonly sampleRate: number;
  readonly channels: number;
  /** Default: PCM. */
  readonly formatTag?: number;
  readonly bitsPerSample?: number;
  /** Of all samples of all channels; left out while nobody knows. */
  readonly dataBytes?: number;
}

/**
 * What makes a WAV of the samples after it, s16le unless told otherwise. Source:
 * http://www-mmsp.ece.mcgill.ca/Documents/AudioFormats/WAVE/WAVE.html
 */
export function wavHeader(shape: WavShape): Uint8Array<ArrayBuffer> {
  const { sampleRate, channels, formatTag = PCM, bitsPerSample = 16, dataBytes = UNKNOWN_BYTES } = shape;
  const frameBytes = (channels * bitsPerSample) / 8;
  const header = new Uint8Array(HEADER_BYTES);
  const view = new DataView(header.buffer);
  const ascii = new TextEncoder();
  header.set(ascii.encode("RIFF"));
  view.setUint32(4, Math.min(UNKNOWN_BYTES, HEADER_BYTES - 8 + dataBytes), true);
  header.set(ascii.encode("WAVEfmt "), 8);
  view.setUint32(16, 16, true);
  view.setUint16(20, formatTag, true);
  view.setUint16(22, channels, true);
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, sampleRate * frameBytes, true);
  view.setUint16(32, frameBytes, true);
  view.setUint16(34, bitsPerSample, true);
  header.set(ascii.encode("data"), 36);
  view.setUint32(40, dataBytes, true);
  return header;
}
