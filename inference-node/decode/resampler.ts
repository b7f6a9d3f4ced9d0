import { AV_CHANNEL_ORDER_UNSPEC, AV_SAMPLE_FMT_S16P, type AVSampleFormat } from "node-av/constants";
import { type Frame, SoftwareResampleContext } from "node-av/lib";
import { BYTES_PER_SAMPLE, SAMPLE_RATE } from "../../src/contract/units.ts";
import { DecoderRefusal } from "./decoder-protocol.ts";

export interface AudioShape {
  readonly sampleRate: number;
  readonly channels: number;
  readonly sampleFormat: AVSampleFormat;
}

/** Half the taps of FFmpeg's widest common setting; keeps what lies above 8 kHz some 60 dB out of the result. */
const FILTER_TAPS = 64;

/** Turns frames of one shape into 16 kHz samples of so many channels, each an array of its own. */
export class Resampler {
  readonly shape: AudioShape;
  readonly #channels: number;
  readonly #swr = new SoftwareResampleContext();
  #output: Buffer[] = [];
  #room = 0;

  constructor(shape: AudioShape, channels: number) {
    this.shape = shape;
    this.#channels = channels;
    const [from, to] = [shape.channels, channels].map((nbChannels) => ({
      nbChannels,
      order: AV_CHANNEL_ORDER_UNSPEC,
      mask: 0n,
    }));
    const failed =
      from === undefined ||
      to === undefined ||
      this.#swr.allocSetOpts2(to, AV_SAMPLE_FMT_S16P, SAMPLE_RATE, from, shape.sampleFormat, shape.sampleRate) < 0 ||
      this.#swr.setOption("filter_size", FILTER_TAPS) < 0 ||
      // FFmpeg's own matrices leave the low-frequency channel out, which in a recording from eight microphones is a person.
      (shape.channels !== channels && this.#swr.setMatrix(foldMatrix(shape.channels, channels), shape.channels) < 0) ||
      this.#swr.init() < 0;
    if (failed) throw new DecoderRefusal("audio_unreadable", "the audio's sample format is not supported");
  }

  /** The frame's samples, as far as the filter has them; the rest comes with later frames and {@link flush}. */
  convert(frame: Frame): Int16Array<ArrayBuffer>[] {
    return this.#run(frame.extendedData, frame.nbSamples);
  }

  /** What the filter still holds. */
  flush(): Int16Array<ArrayBuffer>[] {
    return this.#run(null, 0);
  }

  #run(input: Buffer[] | null, count: number): Int16Array<ArrayBuffer>[] {
    const room = Math.max(this.#swr.getOutSamples(count), 0);
    if (this.#room < room || this.#output.length === 0) {
      this.#output = Array.from({ length: this.#channels }, () => Buffer.alloc(room * BYTES_PER_SAMPLE));
      this.#room = room;
    }
    const written = room === 0 ? 0 : Math.max(this.#swr.convertSync(this.#output, room, input, count), 0);
    return this.#output.map((plane) => {
      const samples = new Int16Array(written);
      plane.copy(new Uint8Array(samples.buffer), 0, 0, written * BYTES_PER_SAMPLE);
      return samples;
    });
  }
}

/**
 * Weights by row, one row to an output: what is missing stays silent, and what there is too much of goes round again,
 * with equal weights, which cannot clip.
 */
function foldMatrix(from: number, to: number): number[] {
  return Array.from({ length: to }, (_, output) => {
    const folded = Math.ceil((from - output) / to);
    return Array.from({ length: from }, (_weight, input) => (input % to === output ? 1 / folded : 0));
  }).flat();
}
