import { AVSEEK_CUR, AVSEEK_END, AVSEEK_SET, AVSEEK_SIZE } from "node-av/constants";
import { IOContext } from "node-av/lib";
import type { ArrivingBytes, ByteReader, StoredBytes } from "./byte-reader.ts";

const IO_BUFFER_BYTES = 64 * 1024;

/** The recording as FFmpeg reads it, from a position on. */
export function openInput(reader: ByteReader, from: number): IOContext {
  const io = new IOContext();
  // Without a way to seek FFmpeg knows that it cannot, and reads formats that would jump around in another way.
  const { read, seek } = reader.sizeBytes === null ? readOnward(reader, from) : readAround(reader);
  io.allocContextWithCallbacks(IO_BUFFER_BYTES, 0, read, null, seek);
  return io;
}

function readOnward(reader: ArrivingBytes, from: number) {
  let position = from;
  const read = (size: number) => {
    const bytes = reader.read(position, size);
    position += bytes.length;
    return asBuffer(bytes);
  };
  return { read, seek: null };
}

function readAround(reader: StoredBytes) {
  let position = 0;
  const read = (size: number) => {
    const bytes = reader.read(position, size);
    position += bytes.length;
    return asBuffer(bytes);
  };
  const seek = (offset: bigint, whence: number) => {
    if (whence === AVSEEK_SIZE) return BigInt(reader.sizeBytes);
    const base = { [AVSEEK_SET]: 0, [AVSEEK_CUR]: position, [AVSEEK_END]: reader.sizeBytes }[whence];
    const target = base === undefined ? -1 : base + Number(offset);
    if (target < 0) return -1;
    position = target;
    return BigInt(position);
  };
  return { read, seek };
}

/** Null, which is the end, for no bytes. */
function asBuffer(bytes: Uint8Array): Buffer | null {
  return bytes.length === 0 ? null : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}
