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
  simulatedMinutes: number;
  violations: Broken[];
};

export const emptyReport = (): Report => ({
  seeds: 0,
  steps: 0,
  faults: 0,
  counts: Object.fromEntries(simFaults.map((kind) => [kind, 0])) as Record<SimFault, number>,
  simulatedMinutes: 0,
  violations: [],
});

export function addResult(
  report: Report,
  { seed, steps, faults, counts, simulatedMinutes, violation }: SeedResult,
): void {
  report.seeds++;
  report.steps += steps;
  report.faults += faults.length;
  report.simulatedMinutes += simulatedMinutes;
  for (const kind of simFaults) report.counts[kind] += counts[kind];
  if (violation) report.violations.push({ seed, ...violation });
}

export function addReport(report: Report, more: Report): void {
  report.seeds += more.seeds;
  report.steps += more.steps;
  report.faults += more.faults;
  report.simulatedMinutes += more.simulatedMinutes;
  for (const kind of simFaults) report.counts[kind] += more.counts[kind];
  report.violations.push(...more.violations);
}
