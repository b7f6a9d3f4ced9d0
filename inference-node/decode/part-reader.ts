import type { ArrivingBytes } from "./byte-reader.ts";

/** Parts are asked for ahead until this much lies unread. */
const MAX_AHEAD_BYTES = 1024 * 1024;
/** How far one may look ahead without moving on: far enough for the tags in front of a recording. */
const MAX_KEPT_BYTES = 16 * 1024 * 1024;

interface PartSource {
  request(index: number): void;
  /** Blocks until something arrived; arriving parts are handed to {@link PartReader.accept}. */
  pump(): void;
  /** Called when everything that arrived is read and more is needed. */
  starve(): void;
}

/** Reads a recording while it arrives, front to back. What was read is forgotten; looking ahead keeps it. */
export class PartReader implements ArrivingBytes {
  readonly sizeBytes = null;
  readonly #source: PartSource;
  readonly #parts: Uint8Array[] = [];
  /** Of the first part kept, and behind the last one. */
  #start = 0;
  #end = 0;
  #asked = 0;
  #accepted = 0;
  #isOver = false;

  constructor(source: PartSource) {
    this.#source = source;
  }

  /** Takes the part that was asked for; an empty one is the end. */
  accept(index: number, bytes: Uint8Array): void {
    this.#accepted = index + 1;
    if (bytes.length === 0) this.#isOver = true;
    this.#parts.push(bytes);
    this.#end += bytes.length;
    if (this.#end - this.#start < MAX_AHEAD_BYTES) this.#ask();
  }

  /** As far as one part goes. What lies before `position` is forgotten. */
  read(position: number, length: number): Uint8Array {
    this.#dropBefore(position);
    if (!this.#waitFor(position + 1)) return new Uint8Array(0);
    return this.#at(position).subarray(0, length);
  }

  /** Looks ahead and forgets nothing. At most 16 MB: what lies beyond is not there. */
  readFully(position: number, length: number): Uint8Array {
    const end = Math.min(position + length, this.#start + MAX_KEPT_BYTES);
    this.#waitFor(end);
    const whole = new Uint8Array(Math.max(0, Math.min(end, this.#end) - position));
    for (let filled = 0; filled < whole.length;) {
      const part = this.#at(position + filled).subarray(0, whole.length - filled);
      whole.set(part, filled);
      filled += part.length;
    }
    return whole;
  }

  /** What is kept of the part in which a position lies, from there on. */
  #at(position: number): Uint8Array {
    let start = this.#start;
    for (const part of this.#parts) {
      if (position < start + part.length) return part.subarray(position - start);
      start += part.length;
    }
    return new Uint8Array(0);
  }

  #dropBefore(position: number): void {
    for (let first = this.#parts[0]; first !== undefined && this.#start + first.length <= position;) {
      this.#parts.shift();
      this.#start += first.length;
      first = this.#parts[0];
    }
  }

  /** Whether the recording reaches to `end`. */
  #waitFor(end: number): boolean {
    while (this.#end < end && !this.#isOver) {
      this.#ask();
      this.#source.starve();
      // Samples that were handed over meanwhile may have let a part come in.
      if (this.#end < end && !this.#isOver) this.#source.pump();
    }
    return this.#end >= end;
  }

  /** One part at a time is on its way. */
  #ask(): void {
    if (this.#isOver || this.#asked > this.#accepted) return;
    this.#source.request(this.#asked);
    this.#asked += 1;
  }
}
