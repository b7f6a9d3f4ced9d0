/** A value as a sample of 16 bits; what is louder is clipped. */
export function toSample(value: number): number {
  return Math.max(-0x8000, Math.min(0x7fff, Math.round(value)));
}
