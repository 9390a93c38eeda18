import { expect, test } from 'vitest';
import { getModel } from '../../shared/catalogue.ts';
import { sliceEntry } from '../../shared/hold-entry.ts';
import { balancesOf } from '../../shared/ledger.ts';
import { type LiveCalls, liveBatchId, newLiveBatch } from '../../shared/live-batch.ts';
import { newHold } from '../../shared/settlement.ts';
import { startedAt } from './sample-task.ts';

const model = getModel('parkade-dictionary-1');
const hour = 3_600_000;
const calls = {
  customerId: 'cus_1',
  projectId: 'default',
  keyId: 'key_1',
  model,
  window: 'live',
} satisfies LiveCalls;
const live = (now: number) => newLiveBatch(calls, new Uint8Array([1]), now);

test('calls with one key, to one model, at one price and of one hour are one batch, and any other is another', () => {
  const id = liveBatchId(calls, startedAt);
  expect(liveBatchId(calls, startedAt + hour - 1)).toBe(id);
  const others = [
    liveBatchId(calls, startedAt + hour),
    liveBatchId(calls, startedAt - 1),
    liveBatchId({ ...calls, keyId: 'key_2' }, startedAt),
    liveBatchId({ ...calls, window: 'flex' }, startedAt),
    liveBatchId({ ...calls, model: getModel('tesseract-eng') }, startedAt),
  ];
  expect(new Set([id, ...others]).size).toBe(6);
});

test('a live batch is promised for the end of its hour, and runs from the start', () => {
  const batch = live(startedAt + 1_234);
  expect(batch).toMatchObject({
    batchId: liveBatchId(calls, startedAt),
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
  const taken = { held: { paidMicroUsd: 4_000n, promoMicroUsd: 1_000n }, isTopUpDue: false };
  const entry = sliceEntry(hold, taken, startedAt);
  expect([...balancesOf([entry])]).toEqual([
    ['customer/cus_1', -4_000n],
    ['customer/cus_1/promo', -1_000n],
    ['hold/batch_1', 5_000n],
  ]);
  expect(sliceEntry(hold, taken, startedAt + 1).businessKey).toBe(entry.businessKey);
  expect(sliceEntry({ ...hold, heldMicroUsd: 25_000n }, taken, startedAt).businessKey).not.toBe(
    entry.businessKey,
  );
});
