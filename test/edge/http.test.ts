import {
  ProvisionedThroughputExceededException,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import { createRoute, z } from '@hono/zod-openapi';
import { beforeEach, describe, expect, test } from 'vitest';
import { newApi } from '../../functions/edge/http.ts';
import { Refusal, type RefusalCode } from '../../shared/refusal.ts';

const faults: { error: unknown; where: string }[] = [];
let thrown: unknown;
beforeEach(() => {
  faults.length = 0;
  thrown = undefined;
});

let ids = 0;
const api = newApi({
  newId: (prefix) => `${prefix}_${++ids}`,
  reportFault: (error, where) => void faults.push({ error, where }),
});
api.get('/throws', () => {
  throw thrown;
});
const thing = z.strictObject({ name: z.string(), count: z.number().int().optional() });
api.openapi(
  createRoute({
    method: 'post',
    path: '/things',
    request: { body: { required: true, content: { 'application/json': { schema: thing } } } },
    responses: { 200: { description: 'The thing', content: { 'application/json': { schema: thing } } } },
  }),
  (c) => c.json(c.req.valid('json'), 200),
);

async function answered(request: Response | Promise<Response>) {
  const reply = await request;
  return { status: reply.status, headers: reply.headers, body: await reply.json() };
}

let count = 1;
api.get('/counted', (c) => c.json({ count }));
api.get('/told', (c) => c.body('data: 1\n\n', 200, { 'content-type': 'text/event-stream' }));

const refused = (code: RefusalCode, details = {}) => {
  thrown = new Refusal(code, 'What was wrong.', details);
  return answered(api.request('/throws'));
};

const post = (body: string, type = 'application/json') =>
  answered(api.request('/things', { method: 'POST', headers: { 'content-type': type }, body }));

describe('a refusal', () => {
  test.each([
    ['invalid_api_key', 401, 'authentication_error'],
    ['replayed_proof', 401, 'authentication_error'],
    ['not_allowed', 403, 'permission_error'],
    ['not_found', 404, 'invalid_request_error'],
    ['model_not_found', 404, 'invalid_request_error'],
    ['changed_meanwhile', 409, 'invalid_request_error'],
    ['lease_lost', 409, 'invalid_request_error'],
    ['file_too_large', 413, 'invalid_request_error'],
    ['insufficient_quota', 429, 'insufficient_quota'],
    ['no_vehicle_available', 503, 'overloaded'],
    ['invalid_batch', 400, 'invalid_request_error'],
  ] as const)('%s is answered with %i in the shape that OpenAI gives', async (code, status, type) => {
    const reply = await refused(code);
    expect(reply.status).toBe(status);
    expect(reply.body).toEqual({ error: { message: 'What was wrong.', type, param: null, code } });
    expect(faults).toEqual([]);
  });

  test('names its parameter and all its findings', async () => {
    const findings = [{ code: 'x', message: 'y', param: null, line: 3 }];
    const { body } = await refused('invalid_batch', { param: 'input_file_id', findings });
    expect(body.error).toMatchObject({ param: 'input_file_id', findings });
  });

  test('tells when to come back, and not to where that is of no use', async () => {
    const later = await refused('no_vehicle_available', { retryAfterSeconds: 7 });
    expect([later.headers.get('retry-after'), later.headers.get('x-should-retry')]).toEqual(['7', null]);
    const never = await refused('insufficient_quota');
    expect([never.headers.get('retry-after'), never.headers.get('x-should-retry')]).toEqual([null, 'false']);
  });

  test('of an engine has the status of the engine', async () => {
    expect((await refused('engine_refused', { status: 422 })).status).toBe(422);
  });
});

describe('a fault', () => {
  test.each([
    ['an error', new Error('table market-7 is down')],
    [
      'an error with a code like that of a refusal',
      Object.assign(new Error('table market-7'), { code: 'not_found' }),
    ],
  ])('is answered with 500 without its detail, and reported in full: %s', async (_what, error) => {
    thrown = error;
    const { status, headers, body } = await answered(api.request('/throws'));
    const requestId = headers.get('x-request-id') ?? 'none';
    expect(status).toBe(500);
    expect(body.error).toEqual({
      message: expect.stringContaining(requestId),
      type: 'server_error',
      param: null,
      code: 'server_error',
    });
    expect(JSON.stringify(body)).not.toContain('market-7');
    expect(faults).toEqual([{ error, where: `GET /throws ${requestId}` }]);
  });
});

describe('where AWS throttles us longer than its client tries again', () => {
  const $metadata = { httpStatusCode: 400 };
  const cancelled = (Code: string) =>
    new TransactionCanceledException({
      message: 'market-7',
      $metadata,
      CancellationReasons: [{ Code: 'None' }, { Code }],
    });

  test.each([
    ['a call', Object.assign(new Error('market-7'), { name: 'ThrottlingException', $metadata })],
    ['an item', new ProvisionedThroughputExceededException({ message: 'market-7', $metadata })],
    ['one item of a transaction', cancelled('ThrottlingError')],
  ])('%s: the caller is told to come again, by 503 and not by 500', async (_what, error) => {
    thrown = error;
    const { status, headers, body } = await answered(api.request('/throws'));
    expect([status, headers.get('retry-after')]).toEqual([503, '2']);
    expect(body.error).toMatchObject({ type: 'overloaded', param: null, code: 'overloaded' });
    expect(JSON.stringify(body)).not.toContain('market-7');
    expect(faults).toEqual([{ error, where: expect.stringContaining('GET /throws') }]);
  });

  test('a transaction that was cancelled for anything else is a fault like any other', async () => {
    thrown = cancelled('ValidationError');
    expect((await answered(api.request('/throws'))).status).toBe(500);
  });
});

describe('a call', () => {
  test('has a number of its own, in its answer', async () => {
    const first = await post('{"name":"a"}');
    const second = await answered(api.request('/nowhere'));
    expect(first.headers.get('x-request-id')).toMatch(/^req_\d+$/);
    expect(second.headers.get('x-request-id')).not.toBe(first.headers.get('x-request-id'));
  });

  test('to where there is nothing is answered with 404', async () => {
    const { status, body } = await answered(api.request('/nowhere', { method: 'DELETE' }));
    expect(status).toBe(404);
    expect(body.error).toMatchObject({ code: 'not_found', param: null, type: 'invalid_request_error' });
    expect(body.error.message).toContain('DELETE /nowhere');
  });

  test('to a path that is there by another method is answered with 405 and the methods it takes', async () => {
    const { status, headers, body } = await answered(api.request('/things', { method: 'PUT' }));
    expect([status, body.error.code, headers.get('allow')]).toEqual([
      405,
      'method_not_allowed',
      'OPTIONS, POST',
    ]);
    expect(body.error.message).toContain('PUT');
    expect((await api.request('/throws', { method: 'POST' })).headers.get('allow')).toBe(
      'GET, HEAD, OPTIONS',
    );
  });

  test('by OPTIONS is told the methods', async () => {
    const reply = await api.request('/things', { method: 'OPTIONS' });
    expect([reply.status, reply.headers.get('allow')]).toEqual([204, 'OPTIONS, POST']);
    expect((await api.request('/nowhere', { method: 'OPTIONS' })).status).toBe(404);
  });

  test('to a path with a word that is longer than any id is answered with 404', async () => {
    const { status, body } = await answered(api.request(`/things/${'x'.repeat(1_200)}`));
    expect([status, body.error.code]).toEqual([404, 'not_found']);
    expect(body.error.message.length).toBeLessThan(200);
  });

  test.each(['{"name":', 'name', ''])('whose body is not JSON is answered with 400: %s', async (text) => {
    const { status, body } = await post(text);
    expect([status, body.error.code, body.error.type]).toEqual([
      400,
      'invalid_json',
      'invalid_request_error',
    ]);
    expect(faults).toEqual([]);
  });

  test.each([
    ['a wrong type', '{"name":1}', 'name'],
    ['what is missing', '{}', 'name'],
    ['a part of a number', '{"name":"a","count":0.5}', 'count'],
  ])('is answered with 400 and the parameter, for %s', async (_what, text, param) => {
    const { status, body } = await post(text);
    expect([status, body.error.code, body.error.param]).toEqual([400, 'invalid_request', param]);
    expect(body.error.message).toContain(param);
  });

  test('with a parameter that is not on offer is answered with 400 and its name', async () => {
    const { status, body } = await post('{"name":"a","colour":"red"}');
    expect([status, body.error.code]).toEqual([400, 'invalid_request']);
    expect(body.error.message).toContain('colour');
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded'])(
    'whose body is said to be %s is answered with 415, and never as a fault',
    async (type) => {
      const { status, body } = await post('{"name":"a"}', type);
      expect([status, body.error.type, body.error.code]).toEqual([
        415,
        'invalid_request_error',
        'invalid_request',
      ]);
      expect(faults).toEqual([]);
    },
  );

  test('whose body as a whole is wrong names no parameter', async () => {
    const { status, body } = await post('[]');
    expect([status, body.error.code, body.error.param]).toEqual([400, 'invalid_request', null]);
  });
});

describe('what is read again', () => {
  const read = (path: string, headers: Record<string, string> = {}) => api.request(path, { headers });

  test('is not sent again where nothing has changed, and is where something has', async () => {
    const first = await read('/counted');
    const tag = first.headers.get('etag') ?? '';
    expect(await first.json()).toEqual({ count: 1 });
    const again = await read('/counted', { 'if-none-match': tag });
    expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', tag]);
    expect(again.headers.get('x-request-id')).toMatch(/^req_/);
    count = 2;
    const changed = await read('/counted', { 'if-none-match': tag });
    expect([changed.status, await changed.json()]).toEqual([200, { count: 2 }]);
  });

  test('has no tag where it is an error, or comes in pieces', async () => {
    thrown = new Refusal('not_found', 'Nothing.');
    for (const path of ['/throws', '/told', '/nowhere'])
      expect((await read(path)).headers.has('etag')).toBe(false);
  });
});
