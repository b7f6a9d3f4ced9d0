const HEADER_BYTES = 44;
const BYTES_PER_SAMPLE = 2;

/** A WAV of silence, 16 bits a sample. */
export function wavOf({
  seconds,
  sampleRate = 16_000,
  channels = 1,
}: {
  seconds: number;
  sampleRate?: number;
  channels?: number;
}): Uint8Array<ArrayBuffer> {
  const frameBytes = channels * BYTES_PER_SAMPLE;
  const dataBytes = seconds * sampleRate * frameBytes;
  const bytes = new Uint8Array(HEADER_BYTES + dataBytes);
  const view = new DataView(bytes.buffer);
  const encoder = new TextEncoder();
  encoder.encodeInto("RIFF", bytes.subarray(0));
  view.setUint32(4, HEADER_BYTES - 8 + dataBytes, true);
  encoder.encodeInto("WAVEfmt ", bytes.subarray(8));
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, channels, true);
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, sampleRate * frameBytes, true);
  view.setUint16(32, frameBytes, true);
  view.setUint16(34, BYTES_PER_SAMPLE * 8, true);
  encoder.encodeInto("data", bytes.subarray(36));
  view.setUint32(40, dataBytes, true);
  return bytes;
}
