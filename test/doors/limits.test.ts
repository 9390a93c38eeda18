import { expect, test } from 'vitest';
import type { Deps } from '../../functions/edge/deps.ts';
import { financeRights } from '../../shared/finance-right.ts';
import { scopes } from '../../shared/scope.ts';
import { type DescribedRoute, describedRoutes, type Field, routers } from './described-routes.ts';

const all = describedRoutes();

/** Lists without pages, since what they list can't grow without end. */
const short: Readonly<Record<string, string>> = {
  'GET /v1/models': 'the catalogue',
  'GET /v1/webhook_event_types': 'a list in the code',
  'GET /v1/projects/{projectId}/alerts': 'ten thresholds at most, once each a month',
  'GET /v1/usage': 'sums of at most so many days as may be asked for, grouped by what there is',
  'GET /v1/owner/beneficiaries': 'an owner names 30 at most, ever',
  'GET /v1/finance/periods': 'one a month',
  'GET /v1/finance/reconciliations': 'the latest 100',
  'GET /v1/operator/lanes': 'the lanes of the catalogue',
  'GET /v1/operator/dead_letters': 'one for each queue and each model',
};

const isList = ({ method, answers }: DescribedRoute) =>
  method === 'GET' && answers.some(({ at, schema }) => at === 'answer.data' && schema.type === 'array');

test('every list has pages of a usual and of a largest size, or can not grow without end', () => {
  const lists = all.filter(isList);
  expect(lists.length).toBeGreaterThan(35);
  const endless = lists.filter(({ name, fields }) => !(name in short) && !fields.some(isPageSize));
  expect(endless.map(({ name }) => name)).toEqual([]);
  const names = lists.map(({ name }) => name);
  expect(
    Object.keys(short).filter((name) => !names.includes(name)),
    'They are no lists any more',
  ).toEqual([]);
});

const isPageSize = ({ at, schema: { maximum = Infinity, default: usual } }: Field) =>
  at === 'query.limit' && maximum <= 10_000 && typeof usual === 'number' && usual <= maximum;

const content =
  "what is to be run: bounded by the body's 10 MB, and by the model's tokens before it is held for";
const words = 'passed on to the engine with what is to be run: bounded by the body';

/** Fields of bodies whose own length nothing bounds. */
const unbounded: Readonly<Record<string, string>> = {
  'customer body.file': 'a file is read as it comes in, to the limit of its route',
  'customer body.data': 'a part is read as it comes in, to the limit of its upload',
  'customer body.input': content,
  'customer body.input[]': content,
  'customer body.input[].content': content,
  'customer body.input[].content[].text': content,
  'customer body.input[].content[].refusal': content,
  'customer body.input[].content[].image_url': content,
  'customer body.input[].arguments': content,
  'customer body.input[].output': content,
  'customer body.input[].output[].text': content,
  'customer body.messages[].content': content,
  'customer body.messages[].content[].text': content,
  'customer body.messages[].content[].image_url.url': content,
  'customer body.messages[].tool_calls[].function.arguments': content,
  'customer body.prompt': content,
  'customer body.prompt[]': content,
  'customer body.input[].content[].annotations': words,
  'customer body.input[].content[].logprobs': words,
  'customer body.input[].call_id': words,
  'customer body.input[].id': words,
  'customer body.input[].name': words,
  'customer body.messages[].tool_call_id': words,
  'customer body.messages[].tool_calls[].id': words,
  'customer body.messages[].tool_calls[].function.name': words,
  'customer body.model': 'compared with the names of the catalogue',
  'customer body.modalities': 'compared with what there is',
  'customer body.response_format.json_schema.description': words,
  'customer body.response_format.json_schema.schema{key}': words,
  'customer body.stop': words,
  'customer body.stop[]': words,
  'customer body.text.format.name': words,
  'customer body.text.format.description': words,
  'customer body.text.format.schema{key}': words,
  'customer body.tool_choice.function.name': 'compared with the names of the tools',
  'customer body.tool_choice.name': 'compared with the names of the tools',
  'customer body.tools[].function.description': words,
  'customer body.tools[].function.parameters{key}': words,
  'customer body.tools[].name': words,
  'customer body.tools[].parameters{key}': words,
  'customer body.user': words,
  'owner body.charter.departure.dated[].at': 'refused whatever it says: departures stay in the car',
};

/** Texts and lists of any length: paths (256 characters a word), queries and headers (16 KB) are bounded for all. */
const isEndless = ({ at, schema }: Field): boolean => {
  if (!at.startsWith('body')) return false;
  if (schema.type === 'array') return schema.maxItems === undefined && schema.prefixItems === undefined;
  if (schema.type !== 'string' || schema.enum || schema.const !== undefined) return false;
  return schema.maxLength === undefined && !isBounded(schema.pattern);
};

/** Nothing in it repeats without end. */
const isBounded = (pattern = '') =>
  pattern.startsWith('^') &&
  pattern.endsWith('$') &&
  !/(^|[^\\])[*+]|\{\d+,\}/.test(pattern.replace(/\[(\\.|[^\]\\])*\]/g, 'x'));

test('every text and every list that a body may have is bounded, or has a reason not to be', () => {
  const found = all.flatMap((route) =>
    route.fields.filter(isEndless).map(({ at }) => `${route.folder} ${at}`),
  );
  const unknown = [...new Set(found)].filter((name) => !(name in unbounded));
  expect(unknown, 'Give them a max(), or say in test/doors/limits.test.ts what bounds them').toEqual([]);
  expect(
    Object.keys(unbounded).filter((name) => !found.includes(name)),
    'These are bounded',
  ).toEqual([]);
});

/** They read a form, or requests of a batch, to a limit of their own: test/flows/file-forms and inline-batches. */
const ownLimits = new Set([
  'POST /v1/files',
  'POST /v1/uploads/{uploadId}/parts',
  'POST /v1/batches',
  'POST /v1/quotes',
]);

/** Lets every key in; nothing else is reached before a body is measured. */
const doorkeeper = (role: string) =>
  new Proxy(
    {
      credentials: {
        find: async () => ({ role, principalId: 'x', scopes, may: financeRights, lastUsedAt: Infinity }),
      },
      now: Date.now,
      newId: (prefix: string) => `${prefix}_1`,
      reportFault: (error: unknown) => {
        throw error;
      },
      originSecret: undefined,
    },
    { get: (known, name) => (name in known ? Reflect.get(known, name) : () => undefined) },
  ) as unknown as Deps;

test('no route reads a body that is larger than any that it takes', async () => {
  const tried: string[] = [];
  for (const { folder, method, path, name } of all) {
    if (method === 'GET' || ownLimits.has(name)) continue;
    const reply = await routers[folder](doorkeeper(folder)).request(path.replace(/\{\w+\}/g, 'x'), {
      method,
      headers: { authorization: 'Bearer x', 'content-type': 'application/json' },
      body: '"'.padEnd(10_000_001, 'x'),
    });
    expect([name, reply.status, await reply.text()]).toEqual([
      name,
      413,
      expect.stringContaining('too large'),
    ]);
    tried.push(name);
  }
  expect(tried.length).toBeGreaterThan(70);
});
