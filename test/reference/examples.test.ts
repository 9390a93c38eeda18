import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import recorded from '../../functions/customer/reference/examples.json' with { type: 'json' };
import { exampleOf, type OperationExample } from '../../functions/customer/reference/examples.ts';
import { operations } from '../../functions/customer/reference/operations.ts';
import { neededScope } from '../../shared/scope.ts';
import { embeddingLine, type Market, startMarket } from '../support/market-rig.ts';
import { type ReferenceCheck, referenceCheck } from '../support/reference-check.ts';
import { served, warmUp } from '../support/serving.ts';
import type { TestVehicle } from '../support/test-vehicle.ts';
import { type Receiver, startReceiver } from '../support/webhook-receiver.ts';
import { exampleThings } from './example-things.ts';
import { retold } from './retold.ts';
import { type Sent, sendExample } from './send-example.ts';

type Described = {
  operationId: string;
  requestBody?: { content: object };
  responses: object;
  tags: string[];
  summary?: string;
};
type Document = { paths: Record<string, Record<string, Described>> };

const models = ['parkade-dictionary-1', 'parkade-embed-1'];
/** RECORD_EXAMPLES=1 writes what the market answers now into the examples. */
const records = process.env.RECORD_EXAMPLES === '1';

let market: Market;
let receiver: Receiver;
let document: Document;
let check: ReferenceCheck;
let things: ReturnType<typeof exampleThings>;
let vehicle: TestVehicle;
const answers = new Map<string, OperationExample>();

beforeAll(async () => {
  market = await startMarket();
  receiver = await startReceiver();
  vehicle = await market.vehicle(0, models);
  for (const model of models) await warmEngine(model);
  things = exampleThings({ market, vehicle, receiver });
  document = await (await fetch(`${market.cloud.url}/v1/openapi.json`)).json();
  check = referenceCheck(document as never);
});
afterAll(async () => {
  await receiver.close();
  await market.close();
  if (records) write();
});

/** An engine is loaded by the first request for it, which may take longer than a live call is waited for. */
async function warmEngine(model: string): Promise<void> {
  if (model === 'parkade-dictionary-1') return warmUp({ market, vehicle }, model);
  await market.submit([embeddingLine('a', 'a parked car')]);
  await market.work(vehicle);
}

const described = () =>
  Object.entries(document.paths).flatMap(([template, item]) =>
    Object.entries(item).map(([method, operation]) => ({ method, template, operation })),
  );

test('every operation has a name, a heading, a summary and an example', () => {
  for (const { method, template, operation } of described()) {
    expect(operations[`${method} ${template}`], `${method} ${template}`).toMatchObject({
      operationId: operation.operationId,
    });
    expect(operation, operation.operationId).toMatchObject({
      tags: [expect.any(String)],
      summary: expect.any(String),
    });
    expect(exampleOf(operation.operationId), `the example of ${operation.operationId}`).toBeDefined();
  }
  const ids = described().map(({ operation }) => operation.operationId);
  expect(new Set(ids).size).toBe(ids.length);
  expect(Object.keys(recorded).sort()).toEqual(ids.sort());
});

test('every reference in the document leads somewhere, and every operation tells its refusals', () => {
  for (const { $ref } of refsIn(document))
    expect(
      $ref
        .slice(2)
        .split('/')
        .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], document),
      $ref,
    ).toBeDefined();
  for (const { operation } of described())
    expect(Object.keys(operation.responses), operation.operationId).toEqual(
      expect.arrayContaining([
        '400',
        '401',
        '403',
        '404',
        '405',
        '409',
        '413',
        '415',
        '422',
        '429',
        '500',
        '503',
      ]),
    );
});

test('the reference is a page whose viewer and document come from this very address, without a key', async () => {
  const page = await fetch(`${market.cloud.url}/docs`);
  const html = await page.text();
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=UTF-8']);
  expect(html).toContain('/v1/openapi.json');
  expect([...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, url]) => url)).toEqual(['/docs/reference.js']);
  expect(page.headers.get('content-security-policy')).toContain("connect-src 'self'");
  const viewer = await fetch(`${market.cloud.url}/docs/reference.js`);
  expect(viewer.headers.get('content-type')).toContain('text/javascript');
  expect(await viewer.text()).toContain('createApiReference');
});

test.each(Object.entries(operations).map(([at, { operationId }]) => [operationId, at] as const))(
  'the example of %s is answered as it says, and as the document says',
  async (operationId, at) => {
    const example = exampleOf(operationId);
    if (!example) throw new Error('there is none');
    const { sent, ids } = await send(at, example);
    expect(sent).toMatchObject({ status: example.reply.status });
    answers.set(operationId, {
      request: example.request,
      reply: retold(sent, { ids, url: market.cloud.url }),
    });
    if (!records) expectDescribed(at, example);
  },
);

async function send(
  at: string,
  example: OperationExample,
): Promise<{ sent: Sent; ids: ReadonlyMap<string, string> }> {
  const [method = '', template = ''] = at.split(' ');
  const operation = document.paths[template]?.[method];
  const isForm = 'multipart/form-data' in (operation?.requestBody?.content ?? {});
  const { text, ids } = await things.made(JSON.stringify(example.request));
  const to = { url: market.cloud.url, key: market.customerKey };
  const ask = () => sendExample(to, { method, template, isForm }, JSON.parse(text));
  const isLive =
    neededScope(method.toUpperCase(), template) === 'inference' &&
    JSON.stringify(example.request.body ?? {}).includes('"model"');
  return { sent: await (isLive ? served({ market, vehicle }, ask) : ask()), ids };
}

/** The recorded reply is one that the document allows: the market's own is held against it as every reply is. */
function expectDescribed(at: string, { reply }: OperationExample): void {
  const [method = '', path = ''] = at.split(' ');
  const headers = new Headers({ 'x-request-id': 'req_abc123', 'content-type': reply.contentType ?? '' });
  const body = typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body);
  const isLines = reply.contentType === 'application/jsonl' && typeof reply.body !== 'string';
  expect(
    check.problemOf({
      method: method.toUpperCase(),
      path,
      status: reply.status,
      headers,
      body: isLines ? `${body}\n` : body,
    }),
  ).toBeUndefined();
}

function refsIn(value: unknown): { $ref: string }[] {
  if (value === null || typeof value !== 'object') return [];
  const own = '$ref' in value && typeof value.$ref === 'string' ? [{ $ref: value.$ref }] : [];
  return [...own, ...Object.values(value).flatMap(refsIn)];
}

function write(): void {
  const file = new URL('../../functions/customer/reference/examples.json', import.meta.url);
  const all = Object.keys(recorded).map((id) => [id, answers.get(id) ?? exampleOf(id)]);
  writeFileSync(file, `${JSON.stringify(Object.fromEntries(all), null, 2)}\n`);
}
