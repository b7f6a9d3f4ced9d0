import opus from "../../node_modules/@evan/opus/wasm/opus.wasm";
import { crc32 } from "../synthesis/encode/crc32.ts";

const CLOCK_RATE = 48_000;
const LONGEST_FRAME = 5_760;

export interface OpusFile {
  readonly preSkip: number;
  readonly inputRate: number;
  readonly packets: readonly Uint8Array[];
  /** Where the audio ends, in samples at 48 kHz, the pre-skip included. */
  readonly endGranule: number;
  readonly pages: number;
}

/** Takes an Ogg Opus file apart; throws where it breaks a rule of the container. */
export function readOpusFile(bytes: Uint8Array): OpusFile {
  const packets: Uint8Array[] = [];
  let [pages, granule, isEnded] = [0, 0, false];
  for (let at = 0; at < bytes.byteLength; pages++) {
    const view = new DataView(bytes.buffer, bytes.byteOffset + at);
    const count = view.getUint8(26);
    const lengths = bytes.subarray(at + 27, at + 27 + count);
    const size = 27 + count + lengths.reduce((sum, length) => sum + length, 0);
    const page = bytes.slice(at, at + size);
    const flags = view.getUint8(5);
    page.fill(0, 22, 26);
    if (new TextDecoder().decode(page.subarray(0, 4)) !== "OggS") throw new Error(`no page at byte ${at}`);
    if (crc32(page) !== view.getUint32(22, true)) throw new Error(`page ${pages} has a wrong checksum`);
    if (view.getUint32(18, true) !== pages) throw new Error(`page ${pages} is misnumbered`);
    if ((flags & 2) !== (pages === 0 ? 2 : 0) || isEnded) throw new Error(`page ${pages} has wrong flags`);
    isEnded = (flags & 4) !== 0;
    const next = Number(view.getBigUint64(6, true));
    if (next < granule) throw new Error(`page ${pages} goes back in time`);
    granule = next;
    let start = 27 + count;
    let length = 0;
    for (const lacing of lengths) {
      length += lacing;
      if (lacing === 255) continue;
      packets.push(page.subarray(start, start + length));
      start += length;
      length = 0;
    }
    at += size;
  }
  if (!isEnded) throw new Error("the last page is not marked");
  const [head, tags, ...audio] = packets;
  if (head === undefined || new TextDecoder().decode(head.subarray(0, 8)) !== "OpusHead")
    throw new Error("no OpusHead");
  if (new TextDecoder().decode(tags?.subarray(0, 8)) !== "OpusTags") throw new Error("no OpusTags");
  const view = new DataView(head.buffer, head.byteOffset);
  return {
    preSkip: view.getUint16(10, true),
    inputRate: view.getUint32(12, true),
    packets: audio,
    endGranule: granule,
    pages,
  };
}

/** What a player hears of a file, at 48 kHz. */
export function decodeOpusFile({ preSkip, packets, endGranule }: OpusFile): Int16Array {
  const nothing = () => 0;
  const wasi = { fd_seek: nothing, fd_write: nothing, fd_close: nothing, proc_exit: nothing };
  const env = { emscripten_notify_memory_growth: nothing };
  const { exports } = new WebAssembly.Instance(opus, { wasi_snapshot_preview1: wasi, env });
  const call = (name: string, ...args: number[]): number => {
    const native = exports[name];
    if (typeof native !== "function") throw new Error(`libopus has no ${name}`);
    const result = Number(native(...args));
    if (result < 0) throw new Error(`${name} failed with ${result}`);
    return result;
  };
  const memory = () => {
    if (!(exports["memory"] instanceof WebAssembly.Memory)) throw new Error("libopus has no memory");
    return exports["memory"].buffer;
  };
  call("_initialize");
  const decoder = call("malloc", call("opus_decoder_get_size", 1));
  const input = call("malloc", 2_000);
  const output = call("malloc", 2 * LONGEST_FRAME);
  call("opus_decoder_init", decoder, CLOCK_RATE, 1);
  const heard: number[] = [];
  for (const packet of packets) {
    new Uint8Array(memory(), input).set(packet);
    const samples = call("opus_decode", decoder, input, packet.byteLength, output, LONGEST_FRAME, 0);
    heard.push(...new Int16Array(memory(), output, samples));
  }
  return Int16Array.from(heard.slice(preSkip, endGranule));
}
