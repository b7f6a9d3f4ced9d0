import { BYTES_PER_SAMPLE } from "../../contract/units.ts";

/** Makes samples from -1 to 1 of s16le bytes that come cut anywhere, also inside a sample. */
export class SampleReader {
  #oddByte: number | undefined;

  read(bytes: Uint8Array): Float32Array {
    const joined = this.#oddByte === undefined ? bytes : Uint8Array.of(this.#oddByte, ...bytes);
    const count = Math.floor(joined.byteLength / BYTES_PER_SAMPLE);
    this.#oddByte = joined[count * BYTES_PER_SAMPLE];
    const view = new DataView(joined.buffer, joined.byteOffset, joined.byteLength);
    const samples = new Float32Array(count);
    for (let n = 0; n < count; n++) samples[n] = view.getInt16(n * BYTES_PER_SAMPLE, true) / 0x8000;
    return samples;
  }
}
