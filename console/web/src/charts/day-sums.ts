const dayMillis = 86_400_000;

/** One bar: a day, and how much of each series it has. */
export type DaySums = { day: string; sums: Readonly<Record<string, number>> };

/** Every day of a span in UTC, first and last included: a day without a bar is one of nothing, not one left out. */
export const daysOf = ({ start, end }: { start: string; end: string }): string[] =>
  Array.from({ length: (Date.parse(end) - Date.parse(start)) / dayMillis + 1 }, (_, at) =>
    new Date(Date.parse(start) + at * dayMillis).toISOString().slice(0, 10),
  );
