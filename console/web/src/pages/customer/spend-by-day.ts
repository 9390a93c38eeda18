import type { DaySums } from '../../charts/day-sums.ts';

type Bucket = {
  start_time: number;
  results: readonly { line_item: string | null; amount: { value: number } }[];
};

const seriesMax = 5;
const others = 'others';

/** What was charged by day and line item; the smallest are told together where there are more than colours. */
export function spendByDay(buckets: readonly Bucket[]): { days: DaySums[]; series: string[] } {
  const totals = new Map<string, number>();
  for (const { results } of buckets)
    for (const { line_item, amount } of results) {
      const name = line_item ?? others;
      totals.set(name, (totals.get(name) ?? 0) + amount.value);
    }
  const bySize = [...totals].sort(([, a], [, b]) => b - a).map(([name]) => name);
  const series = bySize.length <= seriesMax ? bySize : [...bySize.slice(0, seriesMax - 1), others];
  const days = buckets.map(({ start_time, results }) => {
    const sums: Record<string, number> = {};
    for (const { line_item, amount } of results) {
      const name = line_item !== null && series.includes(line_item) ? line_item : others;
      sums[name] = (sums[name] ?? 0) + amount.value;
    }
    return { day: new Date(start_time * 1_000).toISOString().slice(0, 10), sums };
  });
  return { days, series };
}
