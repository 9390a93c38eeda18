import Table from 'cli-table3';
import type { Closed, CloseFigures } from './figures.ts';

export function closeTable(
  { phases, entries, summary, exceptions, planted }: Closed,
  figures: CloseFigures,
): string {
  const table = new Table({
    head: ['phase', 'seconds', 'ours', "the stand-ins'"],
    colAligns: ['left', 'right', 'right', 'right'],
    style: { head: [], border: [], compact: true },
  });
  const row = (name: string, seconds: number, own: number) => [
    name,
    seconds.toFixed(1),
    own.toFixed(1),
    (seconds - own).toFixed(1),
  ];
  for (const { name, seconds, ownSeconds } of phases) table.push(row(name, seconds, ownSeconds));
  table.push(row('in all', figures.seconds, figures.ownSeconds));
  const { transactions, payouts, lines } = summary.matched;
  return [
    `${entries} entries; ${transactions} balance transactions, ${payouts} payouts and ${lines} bank lines matched`,
    table.toString(),
    `${figures.found} of ${figures.planted} planted found, ${figures.invented} invented, ` +
      `${figures.explainedShare.toFixed(4)} % of the rest explained; ${figures.peakMegabytes} MB at most`,
    ...exceptions
      .filter(({ exceptionId, status }) => planted.get(exceptionId) !== status)
      .slice(0, 10)
      .map(({ exceptionId, status, reason }) => `invented: ${exceptionId}, ${status}: ${reason}`),
    ...[...planted]
      .filter(([id, status]) => !exceptions.some((each) => each.exceptionId === id && each.status === status))
      .slice(0, 10)
      .map(([id, status]) => `not found: ${id}, ${status}`),
  ].join('\n');
}
