import Table from 'cli-table3';
import { type LoadFigures, loadTargets, missedTargets } from './figures.ts';

export function loadTable(figures: LoadFigures): string {
  const missed = missedTargets(figures);
  const target = (name: string, text: string) => (missed.includes(name) ? `${text} MISSED` : text);
  const table = new Table({
    head: ['', 'measured', 'target'],
    colAligns: ['left', 'right', 'right'],
    style: { head: [], border: [], compact: true },
  });
  const { overload } = figures;
  table.push(
    [
      'accepted, requests a second',
      figures.acceptedPerSecond,
      target('acceptedPerSecond', `>= ${loadTargets.acceptedPerSecond}`),
    ],
    ['the least of any ten seconds', figures.acceptedPerSecondLeast, ''],
    [
      'POST /v1/batches, p50 and p99, ms',
      `${figures.batchesP50Ms} ${figures.batchesP99Ms}`,
      target('p99Ms', `p99 <= ${loadTargets.p99Ms}`),
    ],
    ['POST /v1/files, p50 and p99, ms', `${figures.filesP50Ms} ${figures.filesP99Ms}`, ''],
    ['calls refused, not answered', `${figures.refused} ${figures.unanswered}`, ''],
    ['drained meanwhile, requests a second', figures.drainedPerSecond, target('drainedPerSecond', '> 0')],
    [
      'resident, MB, at its begin and end',
      `${figures.rssStartMb} ${figures.rssEndMb}`,
      target('memory', `+ ${loadTargets.rssGrowthMb}`),
    ],
    ['its slope, MB a minute', figures.rssSlopeMbPerMinute, ''],
  );
  if (overload)
    table.push(
      [`above capacity (${overload.factor} times): calls`, overload.calls, ''],
      [
        'answered 429, 503',
        `${overload.rejected429} ${overload.rejected503}`,
        target('overload', 'some, all with Retry-After'),
      ],
      [
        'without Retry-After, other errors, not answered',
        `${overload.withoutRetryAfter} ${overload.otherErrors} ${overload.unanswered}`,
        '0 0 0',
      ],
      ['refusals, p99, ms', overload.refusalP99Ms, ''],
      ['accepted, requests a second; p99, ms', `${overload.acceptedPerSecond} ${overload.acceptedP99Ms}`, ''],
      ['resident, MB', overload.rssMb, ''],
      [
        'recovered after, s',
        figures.recoverySeconds,
        target('recoverySeconds', `<= ${loadTargets.recoverySeconds}`),
      ],
    );
  table.push(
    ['accepted in all, requests', figures.accepted, ''],
    ['lost', figures.lost, target('lost', '0')],
    ['not drained within its time', figures.undrained, '0'],
    ['drain after the load, s', figures.drainSeconds, ''],
    ['the proof', figures.proofHolds ? 'holds' : figures.proofFailed.join('; '), 'holds'],
  );
  return table.toString();
}
