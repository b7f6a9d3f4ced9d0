/** A share in percent, to a hundredth and rounded down so that 100 means done; 0 while the whole is unknown. */
export function percent(part: number, whole: number | null): number {
  if (!whole) return 0;
  return Math.min(100, Math.floor((part * 10_000) / whole) / 100);
}
