import { BYTES_PER_SAMPLE } from "../../contract/units.ts";

const HEADER_BYTES = 44;
const PCM = 1;

/** What goes before so many s16le samples of one channel to make them a WAV file. */
export function wavHeader(sampleCount: number, sampleRate: number): Uint8Array<ArrayBuffer> {
  const dataBytes = sampleCount * BYTES_PER_SAMPLE;
  const header = new Uint8Array(HEADER_BYTES);
  const view = new DataView(header.buffer);
  const ascii = new TextEncoder();
  header.set(ascii.encode("RIFF"));
  view.setUint32(4, HEADER_BYTES - 8 + dataBytes, true);
  header.set(ascii.encode("WAVEfmt "), 8);
  view.setUint32(16, 16, true);
  view.setUint16(20, PCM, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, sampleRate * BYTES_PER_SAMPLE, true);
  view.setUint16(32, BYTES_PER_SAMPLE, true);
  view.setUint16(34, BYTES_PER_SAMPLE * 8, true);
  header.set(ascii.encode("data"), 36);
  view.setUint32(40, dataBytes, true);
  return header;
}
