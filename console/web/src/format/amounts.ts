const counts = new Intl.NumberFormat('en-US');
export const countText = (count: number): string => counts.format(count);

const byteUnits = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** In powers of 1,000, with three digits at most: "1.21 MB". */
export function bytesText(bytes: number): string {
  const power = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), byteUnits.length - 1);
  const amount = Number((bytes / 1_000 ** power).toPrecision(3));
  return `${amount} ${byteUnits[power]}`;
}
