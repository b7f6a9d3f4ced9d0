/** Synchronous access to the bytes of a recording; waits for those that are not there yet. */
interface Reading {
  /** Up to `length` bytes from `position`, at least one before the end; empty at and after the end. */
  read(position: number, length: number): Uint8Array;
  /** `length` bytes from `position`; fewer only at the end. */
  readFully(position: number, length: number): Uint8Array;
}

/** A recording that lies somewhere as a whole, read in any order. */
export interface StoredBytes extends Reading {
  readonly sizeBytes: number;
}

/** A recording that is still arriving: {@link Reading.read} goes through it once, from front to back. */
export interface ArrivingBytes extends Reading {
  readonly sizeBytes: null;
}

export type ByteReader = StoredBytes | ArrivingBytes;
