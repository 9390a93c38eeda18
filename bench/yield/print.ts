import Table from 'cli-table3';
import { quantile } from '../quantile.ts';
import { missedTargets, type YieldFigures, yieldMillis, yieldTargets } from './figures.ts';
import type { YieldRound } from './measure.ts';
import { kindsOfWork } from './work.ts';

export function yieldTable(rounds: readonly YieldRound[], figures: YieldFigures): string {
  const table = new Table({
    head: ["from the driver's return, ms", 'rounds', 'p50', 'p99'],
    colAligns: ['left', 'right', 'right', 'right'],
    style: { head: [], border: [], compact: true },
  });
  const row = (name: string, of: (round: YieldRound) => number, among = rounds) => {
    const sorted = among.map(of).sort((a, b) => a - b);
    return [name, among.length, quantile(sorted, 0.5), quantile(sorted, 0.99)];
  };
  for (const { name } of kindsOfWork) {
    const among = rounds.filter(({ work }) => work === name);
    if (among.length > 0) table.push(row(`stopped and quiet: ${name}`, yieldMillis, among));
  }
  const missed = missedTargets(figures).length > 0 ? ' MISSED' : '';
  table.push(
    row("the engines' process is gone", ({ stoppedMillis }) => stoppedMillis),
    row('no request runs', ({ quietMillis }) => quietMillis),
    ['both', figures.rounds, figures.p50Ms, figures.p99Ms],
    ['target', '', '', `<= ${yieldTargets.p99Ms}${missed}`],
    row('all handed in or given back', ({ handedInMillis }) => handedInMillis),
  );
  return table.toString();
}
