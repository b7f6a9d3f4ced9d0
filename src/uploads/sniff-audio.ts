const SIGNATURES: readonly (readonly [contentType: string, at: number, text: string])[] = [
  ["audio/wav", 8, "WAVE"],
  ["audio/flac", 0, "fLaC"],
  ["audio/ogg", 0, "OggS"],
  ["audio/webm", 0, "\x1a\x45\xdf\xa3"],
  ["audio/mp4", 4, "ftyp"],
  ["audio/mpeg", 0, "ID3"],
  ["audio/x-ms-wma", 0, "\x30\x26\xb2\x75\x8e\x66\xcf\x11"],
  ["video/x-msvideo", 8, "AVI "],
];

/** The MIME type that the first bytes of a file tell; null when they are of no known format. */
export function sniffAudio(bytes: Uint8Array): string | null {
  const head = String.fromCharCode(...bytes.subarray(0, 16));
  const known = SIGNATURES.find(([, at, text]) => head.startsWith(text, at));
  if (known !== undefined) return known[0];
  const [first = 0, second = 0] = bytes;
  const isMpegFrame = first === 0xff && (second & 0xe6) === 0xe2;
  return isMpegFrame ? "audio/mpeg" : null;
}
