import { z } from 'zod';
import { getModel } from '../catalogue.ts';
import { isBatchWindow } from '../policy.ts';
import { Refusal } from '../refusal.ts';
import { addUsage, dayOf, noUsage, type Usage, type UsageSums } from '../usage.ts';
import { unixSeconds } from './unix.ts';
import type { UsageDays } from './usage.ts';

/** OpenAI's administration API, as far as it tells what was used and what it cost: one bucket a day, UTC. */
const fields = ['project_id', 'api_key_id', 'model', 'batch', 'line_item'] as const;
type Field = (typeof fields)[number];

const dayMillis = 86_400_000;
const several = z.union([z.string().max(100), z.array(z.string().max(100)).max(100)]).optional();

/** Clients write a list as `group_by[]=a&group_by[]=b` or `group_by=a`. */
export const organizationUsageQuery = z.object({
  start_time: z.coerce
    .number()
    .pipe(unixSeconds)
    .describe('Unix seconds; the day that it lies in is told whole.'),
  end_time: z.coerce.number().pipe(unixSeconds).optional().describe('Unix seconds, excluded. Absent: now.'),
  bucket_width: z.literal('1d', 'only 1d is told').optional(),
  limit: z.coerce.number().int().min(1).max(180).default(7).describe('Buckets a page.'),
  page: z.iso.date().optional().describe('next_page of the reply before.'),
  group_by: several,
  'group_by[]': several,
  project_ids: several,
  'project_ids[]': several,
  api_key_ids: several,
  'api_key_ids[]': several,
  models: several,
  'models[]': several,
});
type Query = z.infer<typeof organizationUsageQuery>;

const bucket = <Result extends z.ZodType>(result: Result) =>
  z.object({
    object: z.literal('page'),
    data: z.array(
      z.object({
        object: z.literal('bucket'),
        start_time: z.number().int(),
        end_time: z.number().int(),
        results: z.array(result),
      }),
    ),
    has_more: z.boolean(),
    next_page: z.string().nullable(),
  });

const named = { project_id: z.string().nullable(), api_key_id: z.string().nullable() };

export const costsPage = bucket(
  z.object({
    object: z.literal('organization.costs.result'),
    amount: z.object({
      value: z.number().describe('USD, to a millionth: charged less credited.'),
      currency: z.literal('usd'),
    }),
    line_item: z.string().nullable().describe('The model and the window or service tier.'),
    ...named,
  }),
);

export const usagePage = bucket(
  z.object({
    object: z.enum(['organization.usage.completions.result', 'organization.usage.embeddings.result']),
    input_tokens: z.number().int(),
    output_tokens: z.number().int().optional(),
    num_model_requests: z.number().int(),
    model: z.string().nullable(),
    batch: z.boolean().nullable().optional(),
    ...named,
  }),
);

const listIn = (query: Query, name: 'group_by' | 'project_ids' | 'api_key_ids' | 'models'): string[] =>
  [query[name] ?? [], query[`${name}[]`] ?? []].flat();

const refusalOfRange = (param: string) =>
  new Refusal('invalid_request', `${param}: lies behind the end, which is end_time or now.`, { param });

/** The days that a page tells of. Refuses a page that begins behind the end. */
export function daysOfPage(query: Query, now: number): UsageDays & { nextPage: string | null } {
  const end = dayOf(query.end_time === undefined ? now : query.end_time * 1_000 - 1);
  const start = query.page ?? dayOf(query.start_time * 1_000);
  if (start > end) throw refusalOfRange(query.page ? 'page' : 'start_time');
  const last = dayOf(Date.parse(start) + (query.limit - 1) * dayMillis);
  return last < end
    ? { start, end: last, nextPage: dayOf(Date.parse(last) + dayMillis) }
    : { start, end, nextPage: null };
}

/** What to group by. Refuses what this does not tell apart, by name. */
export function groupingOf(query: Query, told: readonly Field[]): Field[] {
  const asked = listIn(query, 'group_by');
  const odd = asked.find((field) => !told.some((each) => each === field));
  if (odd !== undefined)
    throw new Refusal('invalid_request', `group_by: '${odd}' is not told apart; ${told.join(', ')} are.`, {
      param: 'group_by',
    });
  return fields.filter((field) => asked.includes(field));
}

export function wantedBy(query: Query): (usage: Usage) => boolean {
  const [projects, keys, models] = (['project_ids', 'api_key_ids', 'models'] as const).map((name) =>
    listIn(query, name),
  );
  const isIn = (list: string[] | undefined, value: string) => !list?.length || list.includes(value);
  return ({ projectId, keyId, model }) =>
    isIn(projects, projectId) && isIn(keys, keyId) && isIn(models, model);
}

type Names = Record<'project_id' | 'api_key_id' | 'model' | 'line_item', string | null> & {
  batch: boolean | null;
};

const namesOf = (usage: Usage, by: readonly Field[]): Names => {
  const only = <Value>(field: Field, value: Value) => (by.includes(field) ? value : null);
  return {
    project_id: only('project_id', usage.projectId),
    api_key_id: only('api_key_id', usage.keyId),
    model: only('model', usage.model),
    batch: only('batch', isBatchWindow(usage.window)),
    line_item: only('line_item', `${usage.model}, ${usage.window}`),
  };
};

/** One page: each day from `start` to `end`, those without any use too. */
export function pageOfDays<Result>(
  { start, end, nextPage }: UsageDays & { nextPage: string | null },
  all: readonly Usage[],
  by: readonly Field[],
  resultOf: (names: Names, sums: UsageSums) => Result,
) {
  const days = Math.max(0, (Date.parse(end) - Date.parse(start)) / dayMillis + 1);
  const data = Array.from({ length: days }, (_, no) => {
    const startsAt = Date.parse(start) + no * dayMillis;
    const groups = new Map<string, { names: Names; sums: UsageSums }>();
    for (const usage of all.filter(({ day }) => day === dayOf(startsAt))) {
      const names = namesOf(usage, by);
      const id = JSON.stringify(names);
      groups.set(id, { names, sums: addUsage(groups.get(id)?.sums ?? noUsage, usage) });
    }
    return {
      object: 'bucket' as const,
      start_time: startsAt / 1_000,
      end_time: startsAt / 1_000 + 86_400,
      results: [...groups.values()].map(({ names, sums }) => resultOf(names, sums)),
    };
  });
  return { object: 'page' as const, data, has_more: nextPage !== null, next_page: nextPage };
}

export const costOf = (
  { project_id, api_key_id, line_item }: Names,
  { chargedMicroUsd, creditedMicroUsd }: UsageSums,
) => ({
  object: 'organization.costs.result' as const,
  amount: { value: Number(chargedMicroUsd - creditedMicroUsd) / 1_000_000, currency: 'usd' as const },
  line_item,
  project_id,
  api_key_id,
});

export const completionsOf = ({ line_item: _none, ...names }: Names, sums: UsageSums) => ({
  object: 'organization.usage.completions.result' as const,
  input_tokens: sums.inputTokens,
  output_tokens: sums.outputTokens,
  num_model_requests: sums.succeeded,
  ...names,
});

export const embeddingsOf = ({ line_item: _none, batch: _untold, ...names }: Names, sums: UsageSums) => ({
  object: 'organization.usage.embeddings.result' as const,
  input_tokens: sums.inputTokens,
  num_model_requests: sums.succeeded,
  ...names,
});

export const isEmbedding = ({ model }: Usage): boolean => getModel(model).kind === 'embeddings';
