import type { StoredBytes } from "./byte-reader.ts";
import { BLOCK_BYTES } from "./decoder-protocol.ts";

/** Blocks kept: the read-ahead plus some behind, for containers that jump between two places. 4 MB in all. */
const MAX_CACHED = 8;
const MAX_AHEAD = 3;

interface BlockSource {
  request(index: number): void;
  /** Blocks until something arrived; arriving blocks are handed to {@link BlockReader.accept}. */
  pump(): void;
}

/** Synchronous random access to bytes that arrive in blocks. Sequential reading asks ahead, which hides the latency. */
export class BlockReader implements StoredBytes {
  readonly sizeBytes: number;
  readonly #source: BlockSource;
  /** In order of use, the least recent first. */
  readonly #cached = new Map<number, Uint8Array>();
  readonly #awaited = new Set<number>();
  #last = -1;
  #run = 0;

  constructor(sizeBytes: number, source: BlockSource) {
    this.sizeBytes = sizeBytes;
    this.#source = source;
  }

  accept(index: number, bytes: Uint8Array): void {
    this.#awaited.delete(index);
    this.#cached.set(index, bytes);
    for (const oldest of this.#cached.keys()) {
      if (this.#cached.size <= MAX_CACHED) break;
      this.#cached.delete(oldest);
    }
  }

  /** Fewer bytes at the end of a block. */
  read(position: number, length: number): Uint8Array {
    if (position >= this.sizeBytes) return new Uint8Array(0);
    const index = Math.floor(position / BLOCK_BYTES);
    const offset = position - index * BLOCK_BYTES;
    return this.#block(index).subarray(offset, offset + length);
  }

  readFully(position: number, length: number): Uint8Array {
    const whole = new Uint8Array(Math.max(0, Math.min(length, this.sizeBytes - position)));
    for (let filled = 0; filled < whole.length;) {
      const part = this.read(position + filled, whole.length - filled);
      whole.set(part, filled);
      filled += part.length;
    }
    return whole;
  }

  #block(index: number): Uint8Array {
    this.#touch(index);
    this.#request(index);
    this.#requestAhead(index);
    for (;;) {
      const block = this.#cached.get(index);
      if (block !== undefined) return block;
      this.#source.pump();
    }
  }

  /** Makes a block the most recent, so that those read ahead push out others. */
  #touch(index: number): void {
    const block = this.#cached.get(index);
    if (block === undefined) return;
    this.#cached.delete(index);
    this.#cached.set(index, block);
  }

  #requestAhead(index: number): void {
    if (index === this.#last) return;
    this.#run = index === this.#last + 1 ? this.#run + 1 : 0;
    this.#last = index;
    for (let ahead = 1; ahead <= Math.min(this.#run, MAX_AHEAD); ahead += 1) {
      if ((index + ahead) * BLOCK_BYTES < this.sizeBytes) this.#request(index + ahead);
    }
  }

  #request(index: number): void {
    if (this.#cached.has(index) || this.#awaited.has(index)) return;
    this.#awaited.add(index);
    this.#source.request(index);
  }
}
