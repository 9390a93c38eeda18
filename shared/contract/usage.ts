import { z } from 'zod';
import { Refusal } from '../refusal.ts';
import {
  addUsage,
  dayOf,
  type Grouping,
  groupings,
  noUsage,
  type UsageRow,
  type UsageSums,
} from '../usage.ts';

const dayMillis = 86_400_000;
const daysMost = 366;
const daysUsual = 30;

const day = z.iso.date();

/** GET /v1/usage */
export const usageQuery = z.object({
  start: day.optional().describe('The first day, UTC: "2027-01-08". Absent: 30 days before the last.'),
  end: day.optional().describe('The last day, included. Absent: today.'),
  group_by: z
    .string()
    .regex(new RegExp(`^(${groupings.join('|')})(,(${groupings.join('|')}))*$`), {
      error: `has some of ${groupings.join(', ')}, with commas between`,
    })
    .optional()
    .describe(`Some of ${groupings.join(', ')}, with commas between. Absent: one row for all.`),
  project_id: z.string().max(100).optional().describe('Of this project alone.'),
  api_key_id: z.string().max(100).optional().describe('Of this key alone.'),
});

const sums = {
  requests_succeeded: z.number().int(),
  requests_failed: z.number().int(),
  input_tokens: z.number().int(),
  output_tokens: z.number().int(),
  pages: z.number().int(),
  reference_seconds: z.number().describe('What was charged for: reference seconds, to a millionth.'),
  charged_micro_usd: z.number().int(),
  credited_micro_usd: z.number().int().describe('Given back for requests that missed their window.'),
};

export const usageRow = z.object({
  day: z.string().optional().describe('When it was settled, UTC.'),
  api_key_id: z.string().optional(),
  project_id: z.string().optional(),
  model: z.string().optional(),
  window: z
    .string()
    .optional()
    .describe('A completion window, or a service tier: priority, live (default), flex.'),
  ...sums,
});

export const usageReply = z.object({
  object: z.literal('list'),
  start: z.string(),
  end: z.string(),
  data: z.array(usageRow),
  total: z.object(sums),
});

export type UsageDays = { start: string; end: string };

/** Refuses with invalid_request where the days are the wrong way round or too many. */
export function usageDays(
  asked: Partial<Record<keyof UsageDays, string | undefined>>,
  now: number,
): UsageDays {
  const end = asked.end ?? dayOf(now);
  const start = asked.start ?? dayOf(Date.parse(end) - (daysUsual - 1) * dayMillis);
  const days = (Date.parse(end) - Date.parse(start)) / dayMillis + 1;
  if (days < 1) throw new Refusal('invalid_request', 'start: lies after end.', { param: 'start' });
  if (days > daysMost)
    throw new Refusal('invalid_request', `start: at most ${daysMost} days are told at once.`, {
      param: 'start',
    });
  return { start, end };
}

export const groupingsOf = (text: string | undefined): Grouping[] => [
  ...new Set((text?.split(',') ?? []) as Grouping[]),
];

const sumsOf = (usage: UsageSums) => ({
  requests_succeeded: usage.succeeded,
  requests_failed: usage.failed,
  input_tokens: usage.inputTokens,
  output_tokens: usage.outputTokens,
  pages: usage.pages,
  reference_seconds: usage.referenceMicros / 1_000_000,
  charged_micro_usd: Number(usage.chargedMicroUsd),
  credited_micro_usd: Number(usage.creditedMicroUsd),
});

const rowOf = (row: UsageRow): z.infer<typeof usageRow> => ({
  ...(row.day !== undefined && { day: row.day }),
  ...(row.project !== undefined && { project_id: row.project }),
  ...(row.key !== undefined && { api_key_id: row.key }),
  ...(row.model !== undefined && { model: row.model }),
  ...(row.window !== undefined && { window: row.window }),
  ...sumsOf(row),
});

export const usageReplyOf = (days: UsageDays, rows: readonly UsageRow[]): z.infer<typeof usageReply> => ({
  object: 'list',
  ...days,
  data: rows.map(rowOf),
  total: sumsOf(rows.reduce<UsageSums>(addUsage, noUsage)),
});
