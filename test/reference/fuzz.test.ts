import { expect, test } from 'vitest';
import { operations } from '../../functions/customer/reference/operations.ts';
import { fuzz } from './fuzz/run.ts';

test('2,000 requests of every kind are answered as the document promises: no fault, no innards, no hang', {
  timeout: 300_000,
}, async () => {
  const { answered, complaints, statuses, operations: asked } = await fuzz({ requests: 2_000, seed: 42 });
  expect(complaints).toEqual([]);
  expect(answered).toBe(2_000);
  expect([...asked].sort()).toEqual(
    Object.values(operations)
      .map(({ operationId }) => operationId)
      .sort(),
  );
  // Not only refusals: much of it is carried out.
  expect(statuses.get(200)).toBeGreaterThan(200);
});
