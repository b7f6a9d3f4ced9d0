import { adtsFrame, mpegFrame, startsChain } from "./mpeg-frames.ts";

/** FFmpeg's short names of the demuxers that a recording may reach; playlists and other indirections are not among them. */
export type ContainerName =
  | "aac"
  | "aiff"
  | "amr"
  | "asf"
  | "au"
  | "avi"
  | "caf"
  | "flac"
  | "flv"
  | "matroska"
  | "mov"
  | "mp3"
  | "mpeg"
  | "mpegts"
  | "ogg"
  | "w64"
  | "wav"
  | "wv";

interface Magic {
  readonly at: number;
  /** Latin-1. */
  readonly text: string;
}

const CONTAINERS: readonly (readonly [ContainerName, ...Magic[]])[] = [
  ["wav", { at: 0, text: "RIFF" }, { at: 8, text: "WAVE" }],
  ["wav", { at: 0, text: "RF64" }, { at: 8, text: "WAVE" }],
  ["wav", { at: 0, text: "BW64" }, { at: 8, text: "WAVE" }],
  ["avi", { at: 0, text: "RIFF" }, { at: 8, text: "AVI " }],
  ["w64", { at: 0, text: "riff\x2e\x91\xcf\x11" }],
  ["aiff", { at: 0, text: "FORM" }, { at: 8, text: "AIF" }],
  ["au", { at: 0, text: ".snd" }],
  ["caf", { at: 0, text: "caff" }],
  ["flac", { at: 0, text: "fLaC" }],
  ["ogg", { at: 0, text: "OggS" }],
  ["matroska", { at: 0, text: "\x1aE\xdf\xa3" }],
  ["mov", { at: 4, text: "ftyp" }],
  ["mov", { at: 4, text: "moov" }],
  ["mov", { at: 4, text: "mdat" }],
  ["mov", { at: 4, text: "wide" }],
  ["mov", { at: 4, text: "free" }],
  ["mov", { at: 4, text: "skip" }],
  ["mov", { at: 4, text: "styp" }],
  ["amr", { at: 0, text: "#!AMR" }],
  ["asf", { at: 0, text: "\x30\x26\xb2\x75\x8e\x66\xcf\x11" }],
  ["flv", { at: 0, text: "FLV\x01" }],
  ["mpeg", { at: 0, text: "\x00\x00\x01\xba" }],
  ["mpegts", { at: 0, text: "G" }, { at: 188, text: "G" }, { at: 376, text: "G" }, { at: 564, text: "G" }],
  ["wv", { at: 0, text: "wvpk" }],
];

const IMPOSTORS: readonly (readonly [string, string])[] = [
  ["\x89PNG", "a PNG image"],
  ["\xff\xd8\xff", "a JPEG image"],
  ["GIF8", "a GIF image"],
  ["%PDF", "a PDF document"],
  ["PK\x03\x04", "a ZIP archive"],
  ["\x1f\x8b", "a gzip archive"],
  ["Rar!", "a RAR archive"],
  ["7z\xbc\xaf", "a 7z archive"],
  ["\x7fELF", "a program"],
  ["MZ", "a program"],
  ["\xcf\xfa\xed\xfe", "a program"],
  ["<", "a web page or XML"],
  ["{", "JSON text"],
  ["#EXTM3U", "a playlist"],
];

/** Bytes from the start of a stored recording (after its ID3 tags) that {@link sniffContainer} wants to see. */
export const SNIFF_BYTES = 128 * 1024;

/**
 * Names the container by its first bytes; what the client declared plays no part. Naked MPEG frames have no magic
 * number: they are found by frames that follow each other, also behind some junk. Null when nothing fits.
 */
export function sniffContainer(head: Uint8Array): ContainerName | null {
  const named = CONTAINERS.find(([, ...magics]) => magics.every((magic) => hasText(head, magic.at, magic.text)));
  if (named !== undefined) return named[0];
  // An archive may hold an mp3, and the jump tables of programs look like the frames of one.
  if (IMPOSTORS.some(([text]) => text.length > 1 && hasText(head, 0, text))) return null;
  for (let at = 0; at + 1 < head.length; at += 1) {
    if (head[at] !== 0xff || ((head[at + 1] ?? 0) & 0xe0) !== 0xe0) continue;
    if (startsChain(head, at, adtsFrame)) return "aac";
    if (startsChain(head, at, mpegFrame)) return "mp3";
  }
  return null;
}

/** What the file seems to be instead of audio, with its article; null when unknown. */
export function describeImpostor(head: Uint8Array): string | null {
  const start = head.findIndex((byte) => byte > 0x20 && byte !== 0xef && byte !== 0xbb && byte !== 0xbf);
  const impostor = IMPOSTORS.find(([text]) => hasText(head, 0, text) || hasText(head, start, text));
  return impostor?.[1] ?? null;
}

/** Length in bytes of the ID3v2 tag that `head` starts with; 0 when there is none. Source: https://id3.org/id3v2.4.0-structure */
export function id3TagBytes(head: Uint8Array): number {
  if (head.length < 10 || !hasText(head, 0, "ID3")) return 0;
  const size = head.subarray(6, 10).reduce((total, byte) => total * 128 + (byte & 0x7f), 0);
  const footer = ((head[5] ?? 0) & 0x10) === 0 ? 0 : 10;
  return 10 + size + footer;
}

function hasText(head: Uint8Array, at: number, text: string): boolean {
  if (at < 0 || at + text.length > head.length) return false;
  return Buffer.from(text, "latin1").equals(head.subarray(at, at + text.length));
}
