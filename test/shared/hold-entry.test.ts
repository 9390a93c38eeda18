import { describe, expect, test } from 'vitest';
import { type CustomerBalance, noBalance } from '../../shared/customer-balance.ts';
import { holdEntry, sliceEntry, takenOf } from '../../shared/hold-entry.ts';
import { newHold } from '../../shared/settlement.ts';
import { startedAt } from './sample-task.ts';

const hold = newHold(
  { customerId: 'c', batchId: 'b', heldMicroUsd: 100n, promoMicroUsd: 30n },
  startedAt - 1,
);

describe('what a hold takes', () => {
  const taken = (changes: Partial<CustomerBalance>) =>
    takenOf({ ...noBalance, availableMicroUsd: 1_000n, promoMicroUsd: 40n, ...changes }, 100n);

  test('is given credit first', () => {
    expect(taken({}).held).toEqual({ paidMicroUsd: 60n, promoMicroUsd: 40n });
  });

  test('calls for a top-up when less is left than the customer said, to the micro-dollar', () => {
    const due = [899n, 900n, 901n].map((below) => taken({ autoTopUpBelowMicroUsd: below }).isTopUpDue);
    expect(due).toEqual([false, false, true]);
    expect(taken({}).isTopUpDue).toBe(false);
  });
});

test("a batch's hold moves what was paid and what was given, once, and says whose it is", () => {
  expect(holdEntry(hold, startedAt)).toEqual({
    businessKey: 'batch/b/hold',
    kind: 'hold',
    at: startedAt,
    postings: [
      { account: 'customer/c', amountMicroUsd: -70n },
      { account: 'customer/c/promo', amountMicroUsd: -30n },
      { account: 'hold/b', amountMicroUsd: 100n },
    ],
    memo: { customerId: 'c' },
  });
});

test('a hold after which a top-up is due says so, and no other does', () => {
  expect(holdEntry(hold, startedAt, true).memo).toEqual({ customerId: 'c', topUpDue: true });
  expect(holdEntry(hold, startedAt, false).memo).toEqual({ customerId: 'c' });
});

test('a slice is named by what was held before it, so that the same one is never held twice', () => {
  const held = { paidMicroUsd: 7n, promoMicroUsd: 3n };
  expect(sliceEntry(hold, { held, isTopUpDue: true }, startedAt)).toEqual({
    businessKey: 'batch/b/hold/100',
    kind: 'hold',
    at: startedAt,
    postings: [
      { account: 'customer/c', amountMicroUsd: -7n },
      { account: 'customer/c/promo', amountMicroUsd: -3n },
      { account: 'hold/b', amountMicroUsd: 10n },
    ],
    memo: { customerId: 'c', topUpDue: true },
  });
});
