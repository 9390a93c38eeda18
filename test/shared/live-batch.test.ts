import { expect, test } from 'vitest';
import { getModel } from '../../shared/catalogue.ts';
import { balancesOf } from '../../shared/ledger.ts';
import { liveBatchId, newLiveBatch, sliceEntry } from '../../shared/live-batch.ts';
import { newHold } from '../../shared/settlement.ts';
import { startedAt } from './sample-task.ts';

const model = getModel('parkade-dictionary-1');
const hour = 3_600_000;
const live = (now: number) =>
  newLiveBatch({ customerId: 'cus_1', model, wrappedKey: new Uint8Array([1]), now });

test('calls of one customer, one model and one hour are one batch, and any other is another', () => {
  const id = liveBatchId('cus_1', model, startedAt);
  expect(liveBatchId('cus_1', model, startedAt + hour - 1)).toBe(id);
  const others = [
    liveBatchId('cus_1', model, startedAt + hour),
    liveBatchId('cus_1', model, startedAt - 1),
    liveBatchId('cus_2', model, startedAt),
    liveBatchId('cus_1', getModel('tesseract-eng'), startedAt),
  ];
  expect(new Set([id, ...others]).size).toBe(5);
});

test('a live batch is promised for the end of its hour, and runs from the start', () => {
  const batch = live(startedAt + 1_234);
  expect(batch).toMatchObject({
    batchId: liveBatchId('cus_1', model, startedAt),
    kind: 'live',
    status: 'in_progress',
    window: 'live',
    quotedMicroUsd: 0n,
    promisedAt: startedAt + hour,
    expiresAt: startedAt + 1_234 + 24 * hour,
  });
});

test('a slice moves from the customer to the hold, under a key that only one of two callers can post', () => {
  const hold = newHold({ customerId: 'cus_1', batchId: 'batch_1', heldMicroUsd: 20_000n }, startedAt);
  const entry = sliceEntry(hold, 5_000n, startedAt);
  expect([...balancesOf([entry])]).toEqual([
    ['customer/cus_1', -5_000n],
    ['hold/batch_1', 5_000n],
  ]);
  expect(sliceEntry(hold, 5_000n, startedAt + 1).businessKey).toBe(entry.businessKey);
  expect(sliceEntry({ ...hold, heldMicroUsd: 25_000n }, 5_000n, startedAt).businessKey).not.toBe(
    entry.businessKey,
  );
});
