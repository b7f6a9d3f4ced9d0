/** A recording that is still arriving: parts of any size, read once and in order. */
export interface AudioParts {
  /**
   * The part of this number, counted from 0, as soon as it is there; empty after the last one. Rejects with a SpeechFault
   * when it cannot be had, and when `signal` aborts.
   */
  readPart(index: number, signal: AbortSignal): Promise<Uint8Array>;
}
