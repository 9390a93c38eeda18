import Table from 'cli-table3';
import { type IntakeFigures, intakeTargets, missedTargets } from './figures.ts';
import type { Intake } from './measure.ts';

export function intakeTable(intake: Intake, figures: IntakeFigures): string {
  const { lines, bytes, uploadSeconds, batchSeconds, idleKilobytes } = intake;
  const missed = missedTargets(figures);
  const judged = (name: keyof IntakeFigures, target: string) =>
    missed.includes(name) ? `${target} MISSED` : target;
  const table = new Table({
    head: [`${lines} lines, ${megabytes(bytes)} MB`, 'measured', 'target'],
    colAligns: ['left', 'right', 'right'],
    style: { head: [], border: [], compact: true },
  });
  table.push(
    ['upload, seconds', uploadSeconds.toFixed(2), ''],
    ['upload, MB a second', (bytes / 1_000_000 / uploadSeconds).toFixed(0), ''],
    ['judged, quoted and held for, seconds', batchSeconds.toFixed(2), ''],
    [
      'lines a second',
      figures.linesPerSecond,
      judged('linesPerSecond', `>= ${intakeTargets.linesPerSecond}`),
    ],
    ['resident before, MB', megabytes(idleKilobytes * 1_024), ''],
    [
      'resident at most, MB',
      figures.peakMegabytes,
      judged('peakMegabytes', `<= ${intakeTargets.peakMegabytes}`),
    ],
  );
  return table.toString();
}

const megabytes = (bytes: number) => (bytes / 1_000_000).toFixed(0);
