import Table from 'cli-table3';
import { type LiveFigures, liveTargets, missedTargets } from './figures.ts';
import type { LiveCallTime } from './measure.ts';

export function liveTable(times: readonly LiveCallTime[], figures: LiveFigures): string {
  const missed = missedTargets(figures);
  const target = (name: keyof typeof liveTargets) =>
    `<= ${liveTargets[name]}${missed.includes(name) ? ' MISSED' : ''}`;
  const mean = (of: (time: LiveCallTime) => number) =>
    (times.reduce((sum, time) => sum + of(time), 0) / times.length).toFixed(1);
  const table = new Table({
    head: [`${times.length} calls, ${figures.concurrency} at once`, 'ms', 'target'],
    colAligns: ['left', 'right', 'right'],
    style: { head: [], border: [], compact: true },
  });
  table.push(
    ['the call, mean', mean(({ totalMillis }) => totalMillis), ''],
    ["the engine's own time, mean", mean(({ engineMillis }) => engineMillis), ''],
    ['overhead, p50', figures.p50Ms, target('p50Ms')],
    ['overhead, p99', figures.p99Ms, target('p99Ms')],
  );
  return table.toString();
}
