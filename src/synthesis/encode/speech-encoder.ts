/** Turns the samples of one voice, given in pieces, into the bytes of one audio format. */
export interface SpeechEncoder {
  /** Takes samples from -1 to 1; gives what is ready, often a part of what they will be, or nothing. */
  encode(samples: Float32Array): Uint8Array<ArrayBuffer>;
  /** Ends the stream. */
  finish(): Uint8Array<ArrayBuffer>;
}
