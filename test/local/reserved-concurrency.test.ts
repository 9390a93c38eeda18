import { afterEach, expect, test } from 'vitest';
import { callerFunctions } from '../../infra/functions/callers.ts';
import { reservedConcurrency } from '../../local/reserved-concurrency.ts';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

function door(options?: { shedsWhenLate: boolean }) {
  const { admit, close } = reservedConcurrency(options);
  closing.push(close);
  return admit;
}

const at = (path: string) => new Request(`http://127.0.0.1${path}`, { method: 'POST' });
const reservedFor = (name: string) =>
  callerFunctions.find((each) => each.name === name)?.reservedConcurrency ?? 0;

/** Calls that have no answer yet. */
function unanswered(admit: ReturnType<typeof door>, path: string, count: number) {
  const answer = Promise.withResolvers<Response>();
  const calls = Array.from({ length: count }, () => admit(at(path), () => answer.promise));
  return {
    async answer() {
      answer.resolve(new Response('done'));
      return Promise.all(calls);
    },
  };
}

function blockFor(millis: number): void {
  for (const until = performance.now() + millis; performance.now() < until; );
}

test('what comes above a function’s reserved concurrency is refused unread, in Lambda’s words, and what came before is answered', async () => {
  const admit = door();
  const before = unanswered(admit, '/v1/batches', reservedFor('customer'));
  const refused = await admit(at('/v1/files'), () => Promise.reject(new Error('it was let in')));
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '1']);
  expect(await refused.json()).toMatchObject({ message: 'Rate Exceeded.' });
  expect((await before.answer()).map(({ status }) => status)).toEqual(
    Array(reservedFor('customer')).fill(200),
  );
  expect((await admit(at('/v1/files'), async () => new Response('done'))).status).toBe(200);
});

test('a flood by customers takes nothing from vehicles, nor one of vehicles from customers', async () => {
  const admit = door();
  const floods = [
    unanswered(admit, '/v1/batches', reservedFor('customer') + 50),
    unanswered(admit, '/v1/vehicle/work', reservedFor('vehicle') + 50),
  ];
  for (const path of ['/v1/stripe/webhook', '/v1/finance/proof', '/v1/owner/earnings'])
    expect((await admit(at(path), async () => new Response('done'))).status).toBe(200);
  const refused = (await Promise.all(floods.map((flood) => flood.answer()))).map(
    (replies) => replies.filter(({ status }) => status === 429).length,
  );
  expect(refused).toEqual([50, 50]);
});

test('a call that failed is under way no more', async () => {
  const admit = door();
  const most = reservedFor('finance');
  for (let no = 0; no < most + 5; no++)
    await expect(admit(at('/v1/finance/proof'), () => Promise.reject(new Error('broken')))).rejects.toThrow(
      'broken',
    );
  expect((await admit(at('/v1/finance/proof'), async () => new Response('done'))).status).toBe(200);
});

test('a process that is late refuses customers above a handful, and no vehicle', async () => {
  const admit = door({ shedsWhenLate: true });
  const few = unanswered(admit, '/v1/batches', 16);
  blockFor(300);
  const late = await admit(at('/v1/batches'), async () => new Response('done'));
  const vehicle = await admit(at('/v1/vehicle/work'), async () => new Response('done'));
  expect([late.status, vehicle.status]).toEqual([429, 200]);
  await few.answer();
  expect((await admit(at('/v1/batches'), async () => new Response('done'))).status).toBe(200);
});

test('one that is never late refuses nobody below the reserved concurrency', async () => {
  const admit = door();
  const many = unanswered(admit, '/v1/batches', 200);
  blockFor(300);
  expect((await admit(at('/v1/batches'), async () => new Response('done'))).status).toBe(200);
  expect((await many.answer()).every(({ status }) => status === 200)).toBe(true);
});
