import { createEncoder, type WasmMediaEncoder } from "wasm-media-encoders";
// By its path: the package's `exports` misspells this file. Bundlers hand it over as a compiled module.
import lame from "../../../node_modules/wasm-media-encoders/wasm/mp3.wasm";
import { MP3_KBITS } from "./mp3-format.ts";
import { SAMPLE_RATES } from "./sample-rates.ts";
import type { SpeechEncoder } from "./speech-encoder.ts";

/**
 * One continuous MP3 stream (Layer III by LAME; MPEG-1, -2 or -2.5 as the rate asks). Frames lie across the borders of
 * what it is given, so that phrases join without a seam.
 */
export class Mp3Encoder implements SpeechEncoder {
  readonly #encoder: WasmMediaEncoder<"audio/mpeg">;

  private constructor(encoder: WasmMediaEncoder<"audio/mpeg">) {
    this.#encoder = encoder;
  }

  static async open(sampleRate: number): Promise<Mp3Encoder> {
    const outputSampleRate = SAMPLE_RATES.mp3.find((rate) => rate === sampleRate);
    if (outputSampleRate === undefined) throw new Error(`there is no MP3 of ${sampleRate} Hz`);
    const encoder = await createEncoder("audio/mpeg", lame);
    encoder.configure({ channels: 1, sampleRate, outputSampleRate, bitrate: MP3_KBITS });
    return new Mp3Encoder(encoder);
  }

  encode(samples: Float32Array): Uint8Array<ArrayBuffer> {
    // The encoder answers with a view of its own memory, which the next call overwrites.
    return samples.length === 0 ? new Uint8Array() : new Uint8Array(this.#encoder.encode([samples]));
  }

  /** At least one frame comes, also when there were no samples. */
  finish(): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.#encoder.finalize());
  }
}
