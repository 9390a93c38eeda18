import { expect, test } from 'vitest';
import { rateLimitsIn } from '../../functions/adapters/rate-limits.ts';
import { startTable, tableName } from './table.ts';

const { db, onCall } = await startTable();
let writes = 0;
onCall((commandName) => {
  if (commandName === 'UpdateItemCommand' || commandName === 'UpdateCommand') writes++;
});

let clock = 1_800_000_000_000;
const instances = (count: number) =>
  Array.from({ length: count }, () => rateLimitsIn(db, tableName, () => clock));
const ask = { requests: 1, tokens: 10 };

/** How many of `calls`, handed to the instances in turn and all at once, are let in, and what it cost. */
async function letIn(
  all: ReturnType<typeof instances>,
  calls: number,
  customerId: string,
  limits: typeof ask,
) {
  const before = writes;
  const outcomes = await Promise.all(
    Array.from({ length: calls }, (_, no) => all[no % all.length]?.admit({ customerId }, ask, limits)),
  );
  return {
    admitted: outcomes.filter((outcome) => outcome && !outcome.tooMuch).length,
    writes: writes - before,
  };
}

test('instances that share a bucket let in, together, what the limit allows', async () => {
  const limits = { requests: 40, tokens: 1_000_000 };
  const { admitted } = await letIn(instances(4), 100, 'cus_small', limits);
  expect(admitted).toBe(40);
});

test('over-admission is at most what each instance takes ahead and lets in free', async () => {
  const limits = { requests: 2_000, tokens: 100_000_000 };
  const all = instances(5);
  const { admitted } = await letIn(all, 3_000, 'cus_large', limits);
  expect(admitted).toBeGreaterThan(2_000 * 0.85);
  expect(admitted).toBeLessThanOrEqual(2_000 + 5 * 0.021 * 2_000);
});

test('a busy instance writes once in tens of calls, a quiet one not at all', async () => {
  const limits = { requests: 6_000, tokens: 4_000_000 };
  const busy = await letIn(instances(1), 1_000, 'cus_busy', limits);
  expect(busy.admitted).toBe(1_000);
  expect(busy.writes).toBeLessThanOrEqual(20);
  expect(await letIn(instances(1), 5, 'cus_quiet', limits)).toEqual({ admitted: 5, writes: 0 });
});

test('a flood that is refused writes nothing', async () => {
  const limits = { requests: 10, tokens: 1_000_000 };
  const one = instances(1);
  await letIn(one, 12, 'cus_flood', limits);
  expect(await letIn(one, 500, 'cus_flood', limits)).toEqual({ admitted: 0, writes: 0 });
});

test('what was taken ahead is void after a minute, and the bucket is empty again by then', async () => {
  const limits = { requests: 100, tokens: 1_000_000 };
  const [first, second] = [instances(1), instances(1)];
  expect((await letIn(first, 50, 'cus_later', limits)).admitted).toBe(50);
  clock += 61_000;
  expect((await letIn(second, 120, 'cus_later', limits)).admitted).toBe(100);
  expect((await letIn(first, 10, 'cus_later', limits)).admitted).toBe(0);
});

test('what another bucket turned away is given back', async () => {
  const limits = { requests: 1, tokens: 1_000_000 };
  const one = rateLimitsIn(db, tableName, () => clock);
  const name = { customerId: 'cus_back', keyId: 'key_1' };
  expect((await one.admit(name, ask, limits)).tooMuch).toBeUndefined();
  one.giveBack(name, ask, limits);
  expect((await one.admit(name, ask, limits)).tooMuch).toBeUndefined();
  expect((await one.admit(name, ask, limits)).tooMuch).toMatchObject({ limitedBy: 'requests' });
});
