/** One bar: a day, and how much of each series it has. */
export type DaySums = { day: string; sums: Readonly<Record<string, number>> };
