import {
  AV_CHANNEL_ORDER_NATIVE,
  AV_CHANNEL_ORDER_UNSPEC,
  AV_SAMPLE_FMT_S16,
  type AVSampleFormat,
} from "node-av/constants";
import { type Frame, SoftwareResampleContext } from "node-av/lib";
import { BYTES_PER_SAMPLE, SAMPLE_RATE } from "../../src/contract/units.ts";
import { DecoderRefusal } from "./decoder-protocol.ts";

export interface AudioShape {
  readonly sampleRate: number;
  readonly channels: number;
  readonly sampleFormat: AVSampleFormat;
}

/** Mask bit 2 is the front centre channel, libavutil/channel_layout.h. */
const MONO = { nbChannels: 1, order: AV_CHANNEL_ORDER_NATIVE, mask: 4n };

/** Half the taps of FFmpeg's widest common setting; keeps what lies above 8 kHz some 60 dB out of the result. */
const FILTER_TAPS = 64;

/** Turns frames of one shape into 16 kHz mono. */
export class Resampler {
  readonly shape: AudioShape;
  readonly #swr = new SoftwareResampleContext();
  #output = Buffer.alloc(0);

  constructor(shape: AudioShape) {
    this.shape = shape;
    const { channels } = shape;
    const layout = { nbChannels: channels, order: AV_CHANNEL_ORDER_UNSPEC, mask: 0n };
    const failed =
      this.#swr.allocSetOpts2(MONO, AV_SAMPLE_FMT_S16, SAMPLE_RATE, layout, shape.sampleFormat, shape.sampleRate) < 0 ||
      this.#swr.setOption("filter_size", FILTER_TAPS) < 0 ||
      // Equal weights: FFmpeg's own matrices leave the low-frequency channel out, which in a recording from eight
      // microphones is a person. The mean cannot clip.
      this.#swr.setMatrix(
        Array.from({ length: channels }, () => 1 / channels),
        channels,
      ) < 0 ||
      this.#swr.init() < 0;
    if (failed) throw new DecoderRefusal("audio_unreadable", "the audio's sample format is not supported");
  }

  /** The frame's samples, as far as the filter has them; the rest comes with later frames and {@link flush}. */
  convert(frame: Frame): Int16Array<ArrayBuffer> {
    return this.#run(frame.extendedData, frame.nbSamples);
  }

  /** What the filter still holds. */
  flush(): Int16Array<ArrayBuffer> {
    return this.#run(null, 0);
  }

  #run(input: Buffer[] | null, count: number): Int16Array<ArrayBuffer> {
    const room = Math.max(this.#swr.getOutSamples(count), 0);
    if (this.#output.length < room * BYTES_PER_SAMPLE) this.#output = Buffer.alloc(room * BYTES_PER_SAMPLE);
    const written = room === 0 ? 0 : Math.max(this.#swr.convertSync([this.#output], room, input, count), 0);
    const samples = new Int16Array(written);
    this.#output.copy(new Uint8Array(samples.buffer), 0, 0, written * BYTES_PER_SAMPLE);
    return samples;
  }
}
