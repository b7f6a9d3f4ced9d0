export interface FrameHead {
  readonly lengthBytes: number;
  /** What stays the same in all frames of a stream. */
  readonly kind: number;
}

const CHAIN_FRAMES = 3;

/** Whether frames of one kind follow each other from `at`; fewer than three suffice when they fill the file exactly. */
export function startsChain(
  head: Uint8Array,
  at: number,
  parse: (head: Uint8Array, at: number) => FrameHead | null,
): boolean {
  const first = parse(head, at);
  let next = at;
  for (let frames = 0; frames < CHAIN_FRAMES; frames += 1) {
    if (frames > 0 && at === 0 && next === head.length) return true;
    const frame = parse(head, next);
    if (frame === null || frame.kind !== first?.kind) return false;
    next += frame.lengthBytes;
  }
  return true;
}

const MPEG1_KBPS = [
  [32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
  [32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
  [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
] as const;
const MPEG2_KBPS = [
  [32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
  [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
  [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
] as const;
const MPEG1_HZ = [44_100, 48_000, 32_000] as const;

/** Header of an MPEG audio frame, ISO/IEC 11172-3 section 2.4.1.3 and 13818-3. */
export function mpegFrame(head: Uint8Array, at: number): FrameHead | null {
  const [sync = 0, b1 = 0, b2 = 0] = head.subarray(at, at + 3);
  if (sync !== 0xff || (b1 & 0xe0) !== 0xe0) return null;
  const version = (b1 >> 3) & 3;
  const layer = 4 - ((b1 >> 1) & 3);
  const hz = MPEG1_HZ[(b2 >> 2) & 3];
  const kbps = (version === 3 ? MPEG1_KBPS : MPEG2_KBPS)[layer - 1]?.[(b2 >> 4) - 1];
  if (version === 1 || hz === undefined || kbps === undefined) return null;
  const sampleRate = version === 3 ? hz : version === 2 ? hz / 2 : hz / 4;
  const padding = (b2 >> 1) & 1;
  const kind = ((b1 & 0x1e) << 8) | (b2 & 0x0c);
  if (layer === 1) return { lengthBytes: (Math.floor((12_000 * kbps) / sampleRate) + padding) * 4, kind };
  const bytesFactor = layer === 3 && version !== 3 ? 72_000 : 144_000;
  return { lengthBytes: Math.floor((bytesFactor * kbps) / sampleRate) + padding, kind };
}

/** Header of an ADTS frame, ISO/IEC 13818-7 section 6.2. */
export function adtsFrame(head: Uint8Array, at: number): FrameHead | null {
  const [sync = 0, b1 = 0, b2 = 0, b3 = 0, b4 = 0, b5 = 0] = head.subarray(at, at + 6);
  if (sync !== 0xff || (b1 & 0xf6) !== 0xf0 || ((b2 >> 2) & 15) > 12) return null;
  const lengthBytes = ((b3 & 3) << 11) | (b4 << 3) | (b5 >> 5);
  return lengthBytes < 7 ? null : { lengthBytes, kind: ((b1 & 0x0f) << 8) | (b2 & 0xfc) };
}
