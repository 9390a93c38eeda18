import type { Violation } from './checks/violation.ts';
import { type SimFault, simFaults } from './faults/sim-fault.ts';
import type { SeedResult } from './run-seed.ts';

export type Broken = Violation & { seed: number };

/** What came of some seeds. */
export type Report = {
  seeds: number;
  steps: number;
  faults: number;
  counts: Record<SimFault, number>;
  /** What came about, by kind. */
  reached: Record<string, number>;
  simulatedMinutes: number;
  violations: Broken[];
};

export const emptyReport = (): Report => ({
  seeds: 0,
  steps: 0,
  faults: 0,
  counts: Object.fromEntries(simFaults.map((kind) => [kind, 0])) as Record<SimFault, number>,
  reached: {},
  simulatedMinutes: 0,
  violations: [],
});

export function addResult(
  report: Report,
  { seed, steps, faults, counts, reached, simulatedMinutes, violation }: SeedResult,
): void {
  report.seeds++;
  report.steps += steps;
  report.faults += faults.length;
  report.simulatedMinutes += simulatedMinutes;
  for (const kind of simFaults) report.counts[kind] += counts[kind];
  addReached(report, reached);
  if (violation) report.violations.push({ seed, ...violation });
}

export function addReport(report: Report, more: Report): void {
  report.seeds += more.seeds;
  report.steps += more.steps;
  report.faults += more.faults;
  report.simulatedMinutes += more.simulatedMinutes;
  for (const kind of simFaults) report.counts[kind] += more.counts[kind];
  addReached(report, more.reached);
  report.violations.push(...more.violations);
}

function addReached({ reached }: Report, more: Readonly<Record<string, number>>): void {
  for (const [what, count] of Object.entries(more)) reached[what] = (reached[what] ?? 0) + count;
}
