import { LibOpus } from "./libopus.ts";
import { oggPage } from "./ogg-page.ts";
import type { SpeechEncoder } from "./speech-encoder.ts";
import { toS16 } from "./to-s16.ts";

/** Opus counts time in these, whatever it was encoded from. */
const CLOCK_RATE = 48_000;
const FRAMES_PER_SECOND = 50;
const TICKS_PER_FRAME = CLOCK_RATE / FRAMES_PER_SECOND;
/** One page per second: 50 packets of at most 2 length bytes each, where 255 have room. */
const FRAMES_PER_PAGE = 50;
/** Speech is transparent at this rate. */
const BITS_PER_SECOND = 32_000;
/** The highest one that pays on speech at this rate. */
const COMPLEXITY = 5;

/**
 * Opus in an Ogg container (https://datatracker.ietf.org/doc/html/rfc7845), mono, exact to the sample: players skip the
 * encoder's delay at the start, and cut what fills the last frame by its granule position.
 */
export class OpusEncoder implements SpeechEncoder {
  readonly #opus: LibOpus;
  readonly #sampleRate: number;
  readonly #frameSamples: number;
  readonly #preSkipTicks: number;
  #waiting = new Int16Array();
  #samples = 0;
  #packets: Uint8Array[] = [];
  #frames = 0;
  #pages = 0;

  constructor(sampleRate: number) {
    this.#sampleRate = sampleRate;
    this.#frameSamples = sampleRate / FRAMES_PER_SECOND;
    this.#opus = new LibOpus({
      sampleRate,
      frameSamples: this.#frameSamples,
      bitsPerSecond: BITS_PER_SECOND,
      complexity: COMPLEXITY,
    });
    this.#preSkipTicks = this.#opus.lookahead * this.#ticksPerSample;
  }

  encode(samples: Float32Array): Uint8Array<ArrayBuffer> {
    this.#samples += samples.length;
    return join([...this.#openingPages(), ...this.#encodeFrames(toS16(samples))]);
  }

  finish(): Uint8Array<ArrayBuffer> {
    const endTicks = this.#preSkipTicks + this.#samples * this.#ticksPerSample;
    // At least one frame, since the stream ends with the page of one.
    const missing = Math.max(1, Math.ceil(endTicks / TICKS_PER_FRAME)) * this.#frameSamples - this.#encodedOrWaiting;
    const pages = [...this.#openingPages(), ...this.#encodeFrames(new Int16Array(missing))];
    return join([...pages, this.#page(endTicks, true)]);
  }

  get #ticksPerSample(): number {
    return CLOCK_RATE / this.#sampleRate;
  }

  get #encodedOrWaiting(): number {
    return this.#frames * this.#frameSamples + this.#waiting.length;
  }

  #openingPages(): Uint8Array<ArrayBuffer>[] {
    if (this.#pages > 0) return [];
    this.#packets = [opusHead(this.#preSkipTicks, this.#sampleRate)];
    const head = this.#page(0);
    this.#packets = [opusTags()];
    return [head, this.#page(0)];
  }

  /** A page is closed when the next frame comes: the last one must be marked, and is not known before the end. */
  #encodeFrames(samples: Int16Array): Uint8Array<ArrayBuffer>[] {
    const input = new Int16Array(this.#waiting.length + samples.length);
    input.set(this.#waiting);
    input.set(samples, this.#waiting.length);
    const pages: Uint8Array<ArrayBuffer>[] = [];
    let at = 0;
    for (; at + this.#frameSamples <= input.length; at += this.#frameSamples) {
      if (this.#packets.length === FRAMES_PER_PAGE) pages.push(this.#page(this.#frames * TICKS_PER_FRAME));
      this.#packets.push(this.#opus.encode(input.subarray(at, at + this.#frameSamples)));
      this.#frames++;
    }
    this.#waiting = input.slice(at);
    return pages;
  }

  #page(granule: number, isLast = false): Uint8Array<ArrayBuffer> {
    const page = oggPage({ number: this.#pages++, packets: this.#packets, granule, isLast });
    this.#packets = [];
    return page;
  }
}

function opusHead(preSkipTicks: number, sampleRate: number): Uint8Array {
  const head = new Uint8Array(19);
  const view = new DataView(head.buffer);
  head.set(new TextEncoder().encode("OpusHead"));
  head[8] = 1; // version
  head[9] = 1; // channel
  view.setUint16(10, preSkipTicks, true);
  view.setUint32(12, sampleRate, true);
  return head;
}

function opusTags(): Uint8Array {
  const vendor = new TextEncoder().encode("libopus");
  const tags = new Uint8Array(8 + 4 + vendor.byteLength + 4);
  tags.set(new TextEncoder().encode("OpusTags"));
  new DataView(tags.buffer).setUint32(8, vendor.byteLength, true);
  tags.set(vendor, 12);
  return tags;
}

function join(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(parts.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.byteLength;
  }
  return joined;
}
