/** Nearest rank, rounded up to a tenth of a millisecond. */
export function quantile(sorted: readonly number[], share: number): number {
  const at = Math.max(0, Math.ceil(share * sorted.length) - 1);
  return Math.ceil((sorted[at] ?? Number.NaN) * 10) / 10;
}
