import { BYTES_PER_SAMPLE, SAMPLE_RATE } from "../contract/units.ts";
import { wavHeader } from "../uploads/wav-header.ts";

/** A WAV of silence, 16 bits a sample. */
export function wavOf({
  seconds,
  sampleRate = SAMPLE_RATE,
  channels = 1,
}: {
  seconds: number;
  sampleRate?: number;
  channels?: number;
}): Uint8Array<ArrayBuffer> {
  const dataBytes = seconds * sampleRate * channels * BYTES_PER_SAMPLE;
  const header = wavHeader({ sampleRate, channels, dataBytes });
  const bytes = new Uint8Array(header.byteLength + dataBytes);
  bytes.set(header);
  return bytes;
}
