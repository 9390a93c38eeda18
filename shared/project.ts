import { formatUsd, type MicroUsd } from './money.ts';

/** Where a customer's spending is told apart and capped. */
export type Project = {
  version: number;
  customerId: string;
  projectId: string;
  name: string;
  /** Absent: the balance alone limits it. */
  monthlyCapMicroUsd?: MicroUsd;
  /** Told once a month each, when this much of the cap is charged. Rising, 1..100. */
  alertPercents: readonly number[];
  /** Milliseconds since the epoch. */
  createdAt: number;
  archivedAt?: number;
};

/** What a project of a month (UTC) has spent or put aside. `committed`: charged, and held for what is not charged yet. */
export type ProjectSpend = {
  customerId: string;
  projectId: string;
  /** "2027-01" */
  month: string;
  committedMicroUsd: MicroUsd;
  chargedMicroUsd: MicroUsd;
};

/** Once for ever by project, month and percent. */
export type SpendAlert = {
  customerId: string;
  projectId: string;
  month: string;
  percent: number;
  capMicroUsd: MicroUsd;
  /** What was charged in the month when it was told. */
  chargedMicroUsd: MicroUsd;
  createdAt: number;
};

/** Every customer's first: what keys of the organisation spend is counted here. */
export const defaultProjectId = 'default';
const standardAlertPercents: readonly number[] = [50, 80, 100];

export const newProject = (
  project: Pick<Project, 'customerId' | 'projectId' | 'name'> &
    Partial<Pick<Project, 'monthlyCapMicroUsd' | 'alertPercents'>>,
  now: number,
): Project => ({
  version: 1,
  ...project,
  alertPercents: project.alertPercents ?? standardAlertPercents,
  createdAt: now,
});

/** Money counts in the month in which it was held: a batch belongs to the month of its creation to its last cent. */
export const monthOf = (millis: number): string => new Date(millis).toISOString().slice(0, 7);

/** What the cap still lets be held; undefined without a cap. */
export function leftUnderCap(
  { monthlyCapMicroUsd: cap }: Project,
  spend: ProjectSpend,
): MicroUsd | undefined {
  if (cap === undefined) return undefined;
  return cap > spend.committedMicroUsd ? cap - spend.committedMicroUsd : 0n;
}

export const capMessage = (
  { projectId, monthlyCapMicroUsd: cap = 0n }: Project,
  spend: ProjectSpend,
): string =>
  `The project ${projectId} may spend ${formatUsd(cap)} a month. In ${spend.month} ` +
  `${formatUsd(spend.chargedMicroUsd)} is charged and ${formatUsd(spend.committedMicroUsd - spend.chargedMicroUsd)} ` +
  'is held for work under way, so that this is not covered by what is left of its cap. Raise the cap, or wait for the next month.';

/** The alerts that `spend` calls for and that were not told yet. */
export function dueAlerts(
  project: Project,
  spend: ProjectSpend,
  told: readonly SpendAlert[],
  now: number,
): SpendAlert[] {
  const { customerId, projectId, monthlyCapMicroUsd: capMicroUsd } = project;
  if (capMicroUsd === undefined) return [];
  const { month, chargedMicroUsd } = spend;
  return project.alertPercents
    .filter((percent) => chargedMicroUsd * 100n >= capMicroUsd * BigInt(percent))
    .filter((percent) => !told.some((alert) => alert.percent === percent))
    .map((percent) => ({
      customerId,
      projectId,
      month,
      percent,
      capMicroUsd,
      chargedMicroUsd,
      createdAt: now,
    }));
}
