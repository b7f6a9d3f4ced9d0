import { createEncoder, type WasmMediaEncoder } from "wasm-media-encoders";
import { SYNTHESIS_RATE } from "../contract/synthesis.ts";
import { BYTES_PER_SAMPLE } from "../contract/units.ts";
// By its path: the package's `exports` misspells this file. Bundlers hand it over as a compiled module.
import lame from "../../node_modules/wasm-media-encoders/wasm/mp3.wasm";
import { MP3_KBITS } from "./mp3-format.ts";

/**
 * One continuous MP3 stream (MPEG-2 Layer III, LAME) from the samples of one voice. Frames lie across the borders of
 * what it is given, so that phrases join without a seam.
 */
export class Mp3Encoder {
  readonly #encoder: WasmMediaEncoder<"audio/mpeg">;
  #oddByte: number | undefined;

  private constructor(encoder: WasmMediaEncoder<"audio/mpeg">) {
    this.#encoder = encoder;
  }

  static async open(): Promise<Mp3Encoder> {
    const encoder = await createEncoder("audio/mpeg", lame);
    encoder.configure({
      channels: 1,
      sampleRate: SYNTHESIS_RATE,
      outputSampleRate: SYNTHESIS_RATE,
      bitrate: MP3_KBITS,
    });
    return new Mp3Encoder(encoder);
  }

  /** Takes samples as s16le bytes, cut anywhere; gives what is ready, often a part of a frame or nothing. */
  encode(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
    const samples = this.#toSamples(bytes);
    // The encoder answers with a view of its own memory, which the next call overwrites.
    return samples.length === 0 ? new Uint8Array() : new Uint8Array(this.#encoder.encode([samples]));
  }

  /** Ends the stream; at least one frame comes, also when there were no samples. */
  finish(): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.#encoder.finalize());
  }

  #toSamples(bytes: Uint8Array): Float32Array {
    const joined = this.#oddByte === undefined ? bytes : Uint8Array.of(this.#oddByte, ...bytes);
    const count = Math.floor(joined.byteLength / BYTES_PER_SAMPLE);
    this.#oddByte = joined[count * BYTES_PER_SAMPLE];
    const view = new DataView(joined.buffer, joined.byteOffset, joined.byteLength);
    const samples = new Float32Array(count);
    for (let n = 0; n < count; n++) samples[n] = view.getInt16(n * BYTES_PER_SAMPLE, true) / 0x8000;
    return samples;
  }
}
