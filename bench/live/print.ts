import Table from 'cli-table3';
import { quantile } from '../quantile.ts';
import { type LiveFigures, liveTargets, missedTargets } from './figures.ts';
import type { LiveCallTime } from './measure.ts';

export function liveTable(times: readonly LiveCallTime[], figures: LiveFigures): string {
  const missed = missedTargets(figures);
  const target = (name: keyof typeof liveTargets) =>
    `<= ${liveTargets[name]}${missed.includes(name) ? ' MISSED' : ''}`;
  const table = new Table({
    head: [`${times.length} calls, ${figures.concurrency} at once`, 'p50, ms', 'p99, ms'],
    colAligns: ['left', 'right', 'right'],
    style: { head: [], border: [], compact: true },
  });
  const row = (name: string, of: (time: LiveCallTime) => number) => {
    const sorted = times.map(of).sort((a, b) => a - b);
    return [name, quantile(sorted, 0.5), quantile(sorted, 0.99)];
  };
  table.push(
    row('until the engine begins', ({ beforeMillis }) => beforeMillis),
    row("the engine's own time", ({ engineMillis }) => engineMillis),
    row('until the caller has the answer', ({ afterMillis }) => afterMillis),
    ['overhead', figures.p50Ms, figures.p99Ms],
    ['target', target('p50Ms'), target('p99Ms')],
  );
  return table.toString();
}
