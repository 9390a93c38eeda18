import { expect, test } from 'vitest';
import { callerFunctions } from '../../infra/functions/callers.ts';
import { fittingRoom, reservedConcurrency } from '../../local/reserved-concurrency.ts';

const at = (path: string) => new Request(`http://127.0.0.1${path}`, { method: 'POST' });
const reservedFor = (name: string) =>
  callerFunctions.find((each) => each.name === name)?.reservedConcurrency ?? 0;

/** Calls that have no answer yet. */
function unanswered(admit: ReturnType<typeof reservedConcurrency>, path: string, count: number) {
  const answer = Promise.withResolvers<Response>();
  const calls = Array.from({ length: count }, () => admit(at(path), () => answer.promise));
  return {
    async answer() {
      answer.resolve(new Response('done'));
      return Promise.all(calls);
    },
  };
}

test('what comes above a function’s reserved concurrency is refused unread, in Lambda’s words, and what came before is answered', async () => {
  const admit = reservedConcurrency();
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
  const admit = reservedConcurrency();
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
  const admit = reservedConcurrency();
  const most = reservedFor('finance');
  for (let no = 0; no < most + 5; no++)
    await expect(admit(at('/v1/finance/proof'), () => Promise.reject(new Error('broken')))).rejects.toThrow(
      'broken',
    );
  expect((await admit(at('/v1/finance/proof'), async () => new Response('done'))).status).toBe(200);
});

test('where what is slow sheds, customers’ quick calls are refused above the room, live calls and vehicles are not', async () => {
  const admit = reservedConcurrency({ shedsWhenSlow: true });
  const room = fittingRoom().calls();
  const calls = unanswered(admit, '/v1/batches', room + 3);
  const others = ['/v1/chat/completions', '/v1/vehicle/work'].map((path) => unanswered(admit, path, 100));
  const statuses = (replies: Response[]) => replies.filter(({ status }) => status === 429).length;
  expect(statuses(await calls.answer())).toBe(3);
  for (const other of others) expect(statuses(await other.answer())).toBe(0);
  expect((await admit(at('/v1/batches'), async () => new Response('done'))).status).toBe(200);
});

test('where it does not, nobody is refused below the reserved concurrency', async () => {
  const admit = reservedConcurrency();
  const many = unanswered(admit, '/v1/batches', 200);
  expect((await many.answer()).every(({ status }) => status === 200)).toBe(true);
});

test('the room lessens with slow answers, once a round, never below a handful, and grows with quick ones while it is used', () => {
  const room = fittingRoom();
  const before = room.calls();
  const slow = { begunAt: 0, now: 1_000, underWay: before };
  room.answered(slow);
  room.answered(slow);
  expect(room.calls()).toBe(Math.floor((before * 2) / 3));
  for (let round = 1; round < 100; round++)
    room.answered({ begunAt: round * 1_000, now: (round + 1) * 1_000, underWay: 1 });
  const least = room.calls();
  expect(least).toBe(6);
  const quick = { begunAt: 0, now: 10 };
  for (let no = 0; no < 1_000; no++) room.answered({ ...quick, underWay: 1 });
  expect(room.calls()).toBe(least);
  for (let no = 0; no < 100; no++) room.answered({ ...quick, underWay: room.calls() });
  expect(room.calls()).toBeGreaterThan(2 * least);
});
