import { readFileSync } from "node:fs";
import { AV_LOG_QUIET } from "node-av/constants";
import { Log } from "node-av/lib";
import { beforeAll, describe, test } from "vitest";
import { decodeContainer } from "./decode-container.ts";
import { DecoderRefusal } from "./decoder-protocol.ts";
import { openContainer } from "./open-container.ts";
import { arrivingReaderOver, channelOf, readerOver, toneWav, wav } from "../testing/test-audio.ts";

const NO_LIMIT = 2 ** 31;
const ENDS_EARLY = "the file is cut off: it ends before its audio does";

beforeAll(() => Log.setLevel(AV_LOG_QUIET));

function fixture(name: string): Buffer {
  return readFileSync(new URL(`../audio-fixtures/${name}`, import.meta.url));
}

/** Samples of a recording, or why it is refused. */
function outcome(bytes: Uint8Array, { arriving = false } = {}): number | string {
  const reader = arriving ? arrivingReaderOver(bytes) : readerOver(bytes).reader;
  try {
    return channelOf([...decodeContainer(openContainer(reader), NO_LIMIT)]).length;
  } catch (error) {
    if (error instanceof DecoderRefusal && error.code === "audio_unreadable") return error.message;
    throw error;
  }
}

function firstPart(bytes: Uint8Array, share: number): Uint8Array {
  return bytes.subarray(0, Math.floor(bytes.length * share));
}

/** Deterministic noise: a linear congruential generator. */
function noise(length: number): Uint8Array {
  let state = 4321;
  return Uint8Array.from({ length }, () => (state = (state * 1_103_515_245 + 12_345) % 2 ** 31) >> 16);
}

const ID3V1 = Buffer.from("TAG a title".padEnd(128, "\0"));
const LYRICS = Buffer.from("LYRICSBEGINa song000011LYRICS200");
const APE = Buffer.concat([Buffer.from("APETAGEX".padEnd(400, "x")), Buffer.from("APETAGEX".padEnd(32, "\0"))]);

/** What may lie behind complete audio. */
const TRAILERS: readonly (readonly [name: string, bytes: Uint8Array])[] = [
  ["nothing", Buffer.alloc(0)],
  ["an ID3v1 tag", ID3V1],
  ["an APE tag", APE],
  ["three tags", Buffer.concat([APE, LYRICS, ID3V1])],
  ["a line break", Buffer.from("\r\n")],
  ["a little padding", Buffer.alloc(500)],
  ["much padding", Buffer.alloc(200_000)],
  ["a little junk", noise(777)],
  ["much junk", noise(200_000)],
];

const FIXTURES = [
  "tone.mp3",
  "tone-vbr.mp3",
  "tone-uncounted.mp3",
  "tone.aac",
  "tone-vorbis.ogg",
  "tone-opus.ogg",
  "speech.ogg",
  "tone.flac",
  "tone-uncounted.flac",
] as const;

describe.for(FIXTURES)("%s", (name) => {
  test("is refused when its end is missing", ({ expect }) => {
    const whole = fixture(name);
    for (const share of [0.5, 0.9, 0.99]) expect(outcome(firstPart(whole, share)), `${share}`).toBe(ENDS_EARLY);
    for (const missing of [1, 2, 20]) expect(outcome(whole.subarray(0, -missing)), `-${missing}`).toBe(ENDS_EARLY);
  });

  test.for(TRAILERS)("decodes whole with %s behind it", ([, trailer], { expect }) => {
    const whole = outcome(fixture(name));
    expect(whole).toBeTypeOf("number");
    const followed = outcome(Buffer.concat([fixture(name), trailer]));
    // What a demuxer takes for one more damaged frame is a matter of some 50 ms.
    expect(Math.abs(Number(followed) - Number(whole))).toBeLessThan(1600);
  });
});

test.for(["tone.mp3", "tone.aac", "speech.ogg", "tone.flac"])(
  "%s is decoded as far as it goes while it arrives",
  (name, { expect }) => {
    const whole = Number(outcome(fixture(name)));
    const half = outcome(firstPart(fixture(name), 0.5), { arriving: true });
    expect(half).toBeGreaterThan(whole * 0.2);
    expect(half).toBeLessThan(whole * 0.8);
  },
);

test("a container that promises its size is refused at half of it, unless it is still arriving", ({ expect }) => {
  const minute = toneWav({ sampleRate: 16_000, seconds: 60 });
  for (const whole of [minute, fixture("tone-faststart.m4a"), fixture("tone.webm")]) {
    expect(outcome(firstPart(whole, 0.5))).toMatch(/^the file is cut off: it holds \d+ of \d+ bytes$/);
    expect(outcome(firstPart(whole, 0.5), { arriving: true })).toBeGreaterThan(0);
  }
  expect(outcome(wav({ sampleRate: 16_000, channels: 1, data: new Int16Array(800) }))).toBe(800);
});

describe("an mp3", () => {
  const INFO_BYTES = 8;
  const whole = fixture("tone.mp3");
  const info = whole.indexOf("Info");

  test("may lack two frames of those its header counts, if it stops between two", ({ expect }) => {
    const counted = Buffer.from(whole);
    const frames = counted.readUInt32BE(info + INFO_BYTES);
    const bytes = counted.readUInt32BE(info + INFO_BYTES + 4);
    const claim = (more: number) => {
      counted.writeUInt32BE(frames + more, info + INFO_BYTES);
      counted.writeUInt32BE(Math.floor((bytes / frames) * (frames + more)), info + INFO_BYTES + 4);
      return outcome(counted);
    };
    expect(claim(1)).toBeTypeOf("number");
    expect(claim(5)).toBe(ENDS_EARLY);
  });

  test("is held to Fraunhofer's header too", ({ expect }) => {
    const vbri = Buffer.from(whole);
    const [frames, bytes] = [vbri.readUInt32BE(info + INFO_BYTES), vbri.readUInt32BE(info + INFO_BYTES + 4)];
    const at = whole.indexOf(Buffer.from([0xff, 0xfb])) + 36;
    vbri.fill(0, info, at + 60).write("VBRI", at);
    vbri.writeUInt32BE(bytes, at + 10);
    vbri.writeUInt32BE(frames, at + 14);
    expect(outcome(vbri)).toBeTypeOf("number");
    const frameBytes = 209;
    const cut = Array.from({ length: frameBytes }, (_, missing) =>
      outcome(vbri.subarray(0, -5 * frameBytes - missing)),
    );
    expect(new Set(cut)).toEqual(new Set([ENDS_EARLY]));
  });

  test("whose header counts nothing is decoded", ({ expect }) => {
    const blank = Buffer.from(whole);
    blank.fill(0, info + INFO_BYTES, info + INFO_BYTES + 8);
    expect(outcome(blank)).toBeTypeOf("number");
  });

  test("that was cut and then tagged cannot be told from a sound one", ({ expect }) => {
    const cut = firstPart(fixture("tone-uncounted.mp3"), 0.5);
    expect(outcome(Buffer.concat([cut, ID3V1]))).toBeTypeOf("number");
  });

  test("that was joined with another is longer than the first header counts", ({ expect }) => {
    const both = outcome(Buffer.concat([whole, fixture("tone-vbr.mp3")]));
    expect(both).toBeGreaterThan(2.9 * 16_000);
  });
});

describe("an Ogg file", () => {
  const whole = fixture("speech.ogg");
  const lastPage = whole.lastIndexOf("OggS");

  test("needs no page that marks its end, which messengers' voice notes lack", ({ expect }) => {
    expect(outcome(whole.subarray(0, lastPage))).toBeTypeOf("number");
  });

  test("is refused when it stops in the first bytes of a page", ({ expect }) => {
    for (const held of [1, 3, 4, 20, 27, 30]) expect(outcome(whole.subarray(0, lastPage + held))).toBe(ENDS_EARLY);
  });

  test("is refused when its last packet goes on in a page that is not there", ({ expect }) => {
    const open = Buffer.from(whole.subarray(0, lastPage));
    const page = open.lastIndexOf("OggS");
    const lastSegment = page + 26 + open.readUInt8(page + 26);
    const grown = Buffer.alloc(255 - open.readUInt8(lastSegment));
    open.writeUInt8(255, lastSegment);
    expect(outcome(Buffer.concat([open, grown]))).toBe(ENDS_EARLY);
  });

  test("may be several joined, of which the last is whole", ({ expect }) => {
    const chain = Buffer.concat([whole, fixture("tone-opus.ogg")]);
    expect(outcome(chain)).toBeTypeOf("number");
    expect(outcome(chain.subarray(0, -1000))).toBe(ENDS_EARLY);
  });
});

test("a flac that lacks whole frames at its end is refused", ({ expect }) => {
  const whole = fixture("tone.flac");
  const counted = Buffer.from(whole);
  // The number of samples is the last 36 bits of these five bytes.
  counted.writeUInt32BE(whole.readUInt32BE(22) + 1, 22);
  expect(outcome(counted)).toBe(ENDS_EARLY);
  counted.writeUInt32BE(0, 22);
  expect(outcome(counted)).toBe(outcome(whole));
});
