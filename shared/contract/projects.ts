import { z } from 'zod';
import { leftUnderCap, type Project, type ProjectSpend, type SpendAlert } from '../project.ts';
import { unix } from './unix.ts';

const name = z.string().trim().min(1).max(100);
const cap = z
  .number()
  .int()
  .min(0)
  .max(1_000_000_000_000)
  .nullable()
  .describe(
    'The most that may be charged and held in a calendar month (UTC), in micro-USD. null: the balance alone limits it.',
  );
const alertPercents = z
  .array(z.number().int().min(1).max(100))
  .max(10)
  .refine((all) => all.every((each, at) => at === 0 || each > (all[at - 1] ?? 0)), 'must rise')
  .describe('Told once a month each, when this percentage of the cap is charged.');

/** POST /v1/projects */
export const createProjectRequest = z.strictObject({
  name,
  monthly_cap_micro_usd: cap.optional(),
  alert_percents: alertPercents.optional(),
});

/** POST /v1/projects/{id}: what is absent stays as it is. */
export const updateProjectRequest = z.strictObject({
  name: name.optional(),
  monthly_cap_micro_usd: cap.optional(),
  alert_percents: alertPercents.optional(),
});

export const projectObject = z.object({
  id: z.string(),
  object: z.literal('project'),
  name: z.string(),
  status: z.enum(['active', 'archived']),
  monthly_cap_micro_usd: cap,
  alert_percents: z.array(z.number().int()),
  created_at: z.number().int(),
  archived_at: z.number().int().nullable(),
  /** Of this month, UTC. */
  spend: z.object({
    month: z.string().describe('"2027-01", UTC. A batch counts in the month in which it was made.'),
    charged_micro_usd: z.number().int(),
    held_micro_usd: z.number().int().describe('For work that is not charged yet.'),
    left_micro_usd: z.number().int().nullable().describe('What the cap still allows; null without a cap.'),
  }),
});

export const projectList = z.object({
  object: z.literal('list'),
  data: z.array(projectObject),
  first_id: z.string().nullable(),
  last_id: z.string().nullable(),
  has_more: z.boolean(),
});

export const spendAlertObject = z.object({
  id: z.string(),
  object: z.literal('project.spend_alert'),
  project_id: z.string(),
  month: z.string(),
  percent: z.number().int(),
  cap_micro_usd: z.number().int(),
  charged_micro_usd: z.number().int().describe('In the month, when the alert was told.'),
  created_at: z.number().int(),
});

export const spendAlertList = z.object({
  object: z.literal('list'),
  data: z.array(spendAlertObject),
  first_id: z.string().nullable(),
  last_id: z.string().nullable(),
  has_more: z.boolean(),
});

export function projectObjectOf(project: Project, spend: ProjectSpend): z.infer<typeof projectObject> {
  const { monthlyCapMicroUsd } = project;
  const left = leftUnderCap(project, spend);
  return {
    id: project.projectId,
    object: 'project',
    name: project.name,
    status: project.archivedAt === undefined ? 'active' : 'archived',
    monthly_cap_micro_usd: monthlyCapMicroUsd === undefined ? null : Number(monthlyCapMicroUsd),
    alert_percents: [...project.alertPercents],
    created_at: unix(project.createdAt) ?? 0,
    archived_at: unix(project.archivedAt),
    spend: {
      month: spend.month,
      charged_micro_usd: Number(spend.chargedMicroUsd),
      held_micro_usd: Number(spend.committedMicroUsd - spend.chargedMicroUsd),
      left_micro_usd: left === undefined ? null : Number(left),
    },
  };
}

export const spendAlertObjectOf = (alert: SpendAlert): z.infer<typeof spendAlertObject> => ({
  id: `alert_${alert.projectId}_${alert.month}_${alert.percent}`,
  object: 'project.spend_alert',
  project_id: alert.projectId,
  month: alert.month,
  percent: alert.percent,
  cap_micro_usd: Number(alert.capMicroUsd),
  charged_micro_usd: Number(alert.chargedMicroUsd),
  created_at: unix(alert.createdAt) ?? 0,
});
