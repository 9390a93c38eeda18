import type { Intake } from './measure.ts';

/** What `--json` prints. */
export type IntakeFigures = { linesPerSecond: number; peakMegabytes: number };

/** Of the largest file that is taken: 50,000 lines, 200 MB. */
export const intakeTargets = { linesPerSecond: 20_000, peakMegabytes: 300 } as const;

/** Rounded against us: lines down, megabytes (of 1,000,000 bytes) up. */
export const intakeFiguresOf = ({ lines, batchSeconds, peakKilobytes }: Intake): IntakeFigures => ({
  linesPerSecond: Math.floor(lines / batchSeconds),
  peakMegabytes: Math.ceil((peakKilobytes * 1_024) / 1_000_000),
});

export function missedTargets({ linesPerSecond, peakMegabytes }: IntakeFigures): string[] {
  return [
    ...(linesPerSecond < intakeTargets.linesPerSecond ? ['linesPerSecond'] : []),
    ...(peakMegabytes > intakeTargets.peakMegabytes ? ['peakMegabytes'] : []),
  ];
}
