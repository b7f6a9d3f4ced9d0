const HEAD_BYTES = 12;
const CHUNK_HEAD_BYTES = 8;
const FORMAT_BYTES = 16;
/** Formats in which every frame has the same length: PCM, IEEE float, A-law, mu-law, and the extensible form of these. */
const FRAMED_FORMATS: ReadonlySet<number> = new Set([1, 3, 6, 7, 0xfffe]);

/**
 * How long a WAV file (RIFF) of plain samples plays, by its header and by what really follows it; null for anything else.
 * A writer that did not know the length leaves 0 or the largest number there: such data goes on to the end.
 */
export function wavSeconds(bytes: Uint8Array): number | null {
  if (textAt(bytes, 0) !== "RIFF" || textAt(bytes, 8) !== "WAVE") return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let bytesPerSecond = 0;
  for (let at = HEAD_BYTES; at + CHUNK_HEAD_BYTES <= bytes.byteLength;) {
    const body = at + CHUNK_HEAD_BYTES;
    const sizeBytes = view.getUint32(at + 4, true);
    const name = textAt(bytes, at);
    if (name === "data") {
      const restBytes = bytes.byteLength - body;
      const playedBytes = sizeBytes === 0 ? restBytes : Math.min(sizeBytes, restBytes);
      return bytesPerSecond === 0 ? null : playedBytes / bytesPerSecond;
    }
    if (name === "fmt " && body + FORMAT_BYTES <= bytes.byteLength) bytesPerSecond = byteRate(view, body);
    at = body + sizeBytes + (sizeBytes % 2);
  }
  return null;
}

/** By the length of a frame, which decoders go by too; the rate that the header states may be anything. */
function byteRate(view: DataView, format: number): number {
  if (!FRAMED_FORMATS.has(view.getUint16(format, true))) return 0;
  return view.getUint32(format + 4, true) * view.getUint16(format + 12, true);
}

function textAt(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}
