/** Samples from -1 to 1 as signed 16-bit numbers; what is louder is clipped. */
export function toS16(samples: Float32Array): Int16Array<ArrayBuffer> {
  return Int16Array.from(samples, (sample) => Math.max(-0x8000, Math.min(0x7fff, Math.round(sample * 0x8000))));
}
