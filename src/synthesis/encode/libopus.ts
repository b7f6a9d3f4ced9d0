// By its path: bundlers hand it over as a compiled module, and the package's own code would read it from a disk.
import opus from "../../../node_modules/@evan/opus/wasm/opus.wasm";

type Native = (...args: number[]) => number;

/** Largest packet that one frame may become: many times what speech needs. */
const MAX_PACKET_BYTES = 500;
const VOIP = 2048;
const SET_BITRATE = 4002;
const SET_COMPLEXITY = 4010;
const GET_LOOKAHEAD = 4027;

export interface OpusSettings {
  /** Samples per second: 8, 12, 16, 24 or 48 thousand. */
  readonly sampleRate: number;
  /** Samples of every frame: 2.5 to 60 ms of them. */
  readonly frameSamples: number;
  readonly bitsPerSecond: number;
  /** 0 to 10: the work that is spent on each frame. */
  readonly complexity: number;
}

/** One mono encoder of libopus, in a memory of its own. Calls: https://opus-codec.org/docs/opus_api-1.3.1/ */
export class LibOpus {
  readonly #exports: WebAssembly.Exports;
  readonly #settings: OpusSettings;
  readonly #encoder: number;
  readonly #input: number;
  readonly #output: number;

  constructor(settings: OpusSettings) {
    const nothing = () => 0;
    const wasi = { fd_seek: nothing, fd_write: nothing, fd_close: nothing, proc_exit: nothing };
    this.#exports = new WebAssembly.Instance(opus, {
      wasi_snapshot_preview1: wasi,
      env: { emscripten_notify_memory_growth: nothing },
    }).exports;
    this.#settings = settings;
    this.#call("_initialize");
    this.#encoder = this.#call("malloc", this.#call("opus_encoder_get_size", 1));
    this.#input = this.#call("malloc", settings.frameSamples * Int16Array.BYTES_PER_ELEMENT);
    this.#output = this.#call("malloc", MAX_PACKET_BYTES);
    this.#check("opus_encoder_init", this.#encoder, settings.sampleRate, 1, VOIP);
    this.#check("opus_encoder_ctl_set", this.#encoder, SET_BITRATE, settings.bitsPerSecond);
    this.#check("opus_encoder_ctl_set", this.#encoder, SET_COMPLEXITY, settings.complexity);
  }

  /** Samples by which what is decoded lags behind what was encoded. */
  get lookahead(): number {
    return this.#check("opus_encoder_ctl_get", this.#encoder, GET_LOOKAHEAD);
  }

  /** The packet of one frame. */
  encode(frame: Int16Array): Uint8Array<ArrayBuffer> {
    new Int16Array(this.#memory, this.#input, this.#settings.frameSamples).set(frame);
    const { frameSamples } = this.#settings;
    const size = this.#check("opus_encode", this.#encoder, this.#input, frameSamples, this.#output, MAX_PACKET_BYTES);
    return new Uint8Array(this.#memory.slice(this.#output, this.#output + size));
  }

  /** Replaced when it grows, so it is asked for anew each time. */
  get #memory(): ArrayBuffer {
    const { memory } = this.#exports;
    if (!(memory instanceof WebAssembly.Memory)) throw new Error("libopus has no memory");
    return memory.buffer;
  }

  #check(name: string, ...args: number[]): number {
    const result = this.#call(name, ...args);
    if (result < 0) throw new Error(`${name} of libopus failed with ${result}`);
    return result;
  }

  #call(name: string, ...args: number[]): number {
    const call = this.#exports[name];
    if (!isNative(call)) throw new Error(`libopus has no ${name}`);
    return call(...args);
  }
}

function isNative(value: WebAssembly.ExportValue | undefined): value is Native {
  return typeof value === "function";
}
