/** A recording that lies elsewhere and is read in pieces, in any order and several at a time. */
export interface AudioBytes {
  readonly sizeBytes: number;
  /**
   * Exactly the bytes [offset, offset + length); callers never ask past the end. Rejects with a SpeechFault when they
   * cannot be had, and when `signal` aborts. Bounding the wait is the implementer's part.
   */
  read(offset: number, length: number, signal: AbortSignal): Promise<Uint8Array>;
}
